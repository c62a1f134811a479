using Metarr.Enrichment.Completeness;

namespace Metarr.Enrichment.Library;

/// <summary>When automation looks at a title again.</summary>
/// <remarks>
/// What is spread goes by the title's id and by nothing else, so that a library that was registered in one go does not come due in one
/// go, and every instance comes to the same answer.
/// </remarks>
public static class RefreshRules
{
    /// <summary>After this time a title is refreshed although nobody says that it has changed.</summary>
    public static readonly TimeSpan OldAfter = TimeSpan.FromDays(30);

    /// <summary>After this time automation takes a title up again whose last run had to do without a provider or an image host.</summary>
    public static readonly TimeSpan PartialAfter = TimeSpan.FromHours(1);

    /// <summary>By how much of its length the fresh time of a title is prolonged at most.</summary>
    private const double LongestDelay = 1.0 / 7;

    /// <summary>
    /// Until when an enrichment counts as fresh: the set number of days, and up to a seventh of that more by the id; a partial one for
    /// <see cref="PartialAfter"/> at most. What was fetched then is not fetched again so soon, only what was lacking is.
    /// </summary>
    /// <param name="id">The title.</param>
    /// <param name="enrichedAt">When it was enriched.</param>
    /// <param name="isPartial">Whether that enrichment had to do without something that may be had later.</param>
    /// <param name="freshDays">For how many days an enrichment counts as fresh.</param>
    /// <returns>The moment from which it is due.</returns>
    public static DateTimeOffset FreshUntil(TitleId id, DateTimeOffset enrichedAt, bool isPartial, int freshDays)
    {
        var fresh = TimeSpan.FromDays(freshDays) * (1 + (LongestDelay * Spread(id)));
        return enrichedAt + (isPartial && fresh > PartialAfter ? PartialAfter : fresh);
    }

    /// <summary>How much of an enrichment a title needs that nobody forces.</summary>
    /// <param name="id">The title.</param>
    /// <param name="enrichedAt">When it was last enriched, or null when never.</param>
    /// <param name="isPartial">Whether that enrichment had to do without something that may be had later.</param>
    /// <param name="marks">The settings that its last run went by.</param>
    /// <param name="settings">The settings as they are.</param>
    /// <param name="now">The time.</param>
    /// <returns>The scope, or null when the title is fresh and the settings would do nothing otherwise.</returns>
    public static RunScope? Scope(
        TitleId id, DateTimeOffset? enrichedAt, bool isPartial, SettingsMarks marks, EnrichmentSettings settings, DateTimeOffset now)
    {
        if (enrichedAt is not { } enriched || now >= FreshUntil(id, enriched, isPartial, settings.FreshDays)) return RunScope.Everything;
        var current = SettingsMarks.Of(settings);
        if (marks.AskOtherwise(current)) return RunScope.Everything;
        return marks.ChooseOtherwise(current) ? RunScope.Choosing : null;
    }

    /// <summary>Why a scheduled refresh takes a title up, if it does.</summary>
    /// <param name="id">The title.</param>
    /// <param name="enrichedAt">When it was last enriched, or null when never.</param>
    /// <param name="isPartial">Whether that enrichment had to do without something that may be had later.</param>
    /// <param name="percent">How complete its metadata are, percent.</param>
    /// <param name="hasChanged">Whether a provider lists it as changed.</param>
    /// <param name="marks">The settings that its last run went by.</param>
    /// <param name="settings">The settings as they are.</param>
    /// <param name="now">The time.</param>
    /// <returns>The reason, or null when the title can wait.</returns>
    public static RefreshReason? Due(
        TitleId id,
        DateTimeOffset? enrichedAt,
        bool isPartial,
        double percent,
        bool hasChanged,
        SettingsMarks marks,
        EnrichmentSettings settings,
        DateTimeOffset now)
    {
        if (enrichedAt is not { } enriched) return RefreshReason.NeverEnriched;
        var current = SettingsMarks.Of(settings);
        if (marks.AskOtherwise(current) || marks.ChooseOtherwise(current)) return RefreshReason.SettingsChanged;
        if (now < FreshUntil(id, enriched, isPartial, settings.FreshDays)) return null;
        if (hasChanged) return RefreshReason.Changed;
        if (isPartial) return RefreshReason.Partial;
        if (percent < CompletenessReport.EnrichedFrom) return RefreshReason.Incomplete;
        return now - enriched > OldAfter ? RefreshReason.Old : null;
    }

    /// <summary>A place between 0 and 1 (never 1 itself) that belongs to a title for good.</summary>
    /// <param name="id">The title.</param>
    /// <returns>The place; neighbouring ids lie far apart.</returns>
    public static double Spread(TitleId id)
    {
        // FNV-1a, whose upper bits a last multiplication mixes well enough for this.
        var hash = 14695981039346656037UL;
        foreach (var c in id.ToString()) hash = unchecked((hash ^ c) * 1099511628211UL);
        hash = unchecked((hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15UL);
        return (hash >> 11) * (1.0 / (1UL << 53));
    }
}

/// <summary>Why a scheduled refresh takes a title up.</summary>
public enum RefreshReason
{
    /// <summary>It was never enriched.</summary>
    NeverEnriched,

    /// <summary>A provider lists it as changed.</summary>
    Changed,

    /// <summary>Its last enrichment had to do without a provider or an image host.</summary>
    Partial,

    /// <summary>Expected fields are missing.</summary>
    Incomplete,

    /// <summary>Its last run went by settings of choosing, language or country that have changed since.</summary>
    SettingsChanged,

    /// <summary>Its last enrichment is older than <see cref="RefreshRules.OldAfter"/>.</summary>
    Old,
}
