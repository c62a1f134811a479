using Metarr.Enrichment.Library;
using Metarr.Enrichment.Recording;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Activities;

/// <summary>Says what a run of a title is to do, if anything.</summary>
internal static class RunRules
{
    /// <summary>Judges a run that was asked for.</summary>
    /// <param name="request">The run.</param>
    /// <param name="row">The title.</param>
    /// <param name="hasProvider">Whether a provider is configured that knows such titles.</param>
    /// <param name="configured">The settings.</param>
    /// <param name="now">The time.</param>
    /// <returns>What is to be done; or why nothing is, in a sentence.</returns>
    public static (RunScope? Scope, string? Reason) Judge(
        EnrichRequest request, TitleRow row, bool hasProvider, EnrichmentSettings configured, DateTimeOffset now)
    {
        var scope = Scope(request, row, configured, now);
        var reason = Obstacle(request, row, now) ?? ReasonToSkip(request, scope, row, hasProvider, configured);
        return reason is null ? (scope, null) : (null, reason);
    }

    /// <summary>What keeps a run from the title: another run, or that automation is to leave the title alone.</summary>
    /// <param name="request">The run.</param>
    /// <param name="row">The title as it is now.</param>
    /// <param name="now">The time.</param>
    /// <returns>The reason, in a sentence; null when nothing does.</returns>
    public static string? Obstacle(EnrichRequest request, TitleRow row, DateTimeOffset now)
    {
        if (row.Holder(now) is { } holder && holder != request.JobId) return $"Job '{holder}' is working on the title.";
        if (!row.Title.Monitored && !request.Manual) return "The title is not monitored.";
        return row.Title.DeletedAt is not null && !request.Manual ? "The title was deleted at its source." : null;
    }

    private static RunScope? Scope(EnrichRequest request, TitleRow row, EnrichmentSettings configured, DateTimeOffset now)
    {
        if (!request.ChoosingOnly)
        {
            return request.Force ? RunScope.Everything : RefreshRules.Scope(row.Title.Id, row.Title.EnrichedAt, row.Title.Partial, row.Marks, configured, now);
        }

        if (row.Title.EnrichedAt is null) return null;
        return request.Force || row.Marks.ChooseOtherwise(SettingsMarks.Of(configured)) ? RunScope.Choosing : null;
    }

    private static string? ReasonToSkip(
        EnrichRequest request, RunScope? scope, TitleRow row, bool hasProvider, EnrichmentSettings configured) => scope switch
    {
        RunScope.Choosing => null,
        RunScope.Everything when hasProvider => null,
        RunScope.Everything => "No provider is configured; set Providers__Tmdb__ApiKey or Providers__Tmdb__ReadToken.",
        _ when row.Title.EnrichedAt is null => "The title was never enriched, so there is nothing to choose from.",
        _ when request.ChoosingOnly => "Its art was chosen by the present settings; force it to choose anew.",
        _ => $"The title was enriched on {row.Title.EnrichedAt:yyyy-MM-dd} and counts as fresh until "
            + $"{FreshUntil(row.Title, configured):yyyy-MM-dd HH:mm} UTC; force it to do it again.",
    };

    private static DateTimeOffset FreshUntil(Title title, EnrichmentSettings configured) =>
        RefreshRules.FreshUntil(title.Id, title.EnrichedAt!.Value, title.Partial, configured.FreshDays).ToUniversalTime();
}
