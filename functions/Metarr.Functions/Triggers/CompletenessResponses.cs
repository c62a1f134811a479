using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Triggers;

/// <summary>A field by its name in requests and its name for people.</summary>
internal sealed record FieldResponse(string Name, string DisplayName)
{
    /// <summary>The field of a name; a name that is no longer a field's stands for itself.</summary>
    public static FieldResponse Of(string name) => new(name, DisplayNameOf(name));

    /// <summary>What people call a field.</summary>
    public static string DisplayNameOf(string name) => TitleField.Find(name)?.DisplayName ?? name;
}

/// <summary>How complete a title is.</summary>
internal sealed record CompletenessResponse(double Percent, CompletenessCategory Category, IReadOnlyList<FieldResponse> MissingFields)
{
    public static CompletenessResponse Of(CompletenessReport report) =>
        new(report.Percent, report.Category, [.. report.MissingFields.Select(FieldResponse.Of)]);
}

/// <summary>A provider's last fetch of a title.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="At">When.</param>
/// <param name="Reason">What went wrong, when something did.</param>
/// <param name="CurrentAt">When what is kept of it was last known to be current.</param>
/// <param name="Candidates">How many candidates it offers.</param>
internal sealed record FetchResponse(
    string Provider, ProviderOutcome Outcome, DateTimeOffset At, string? Reason, DateTimeOffset? CurrentAt, int Candidates)
{
    public static FetchResponse Of(ProviderFetch fetch) =>
        new(fetch.Name, fetch.Outcome, fetch.At, fetch.Reason, fetch.BodyAt, fetch.Candidates);
}

/// <summary>How far the enrichment of a movie has come.</summary>
internal sealed record EnrichmentStatusResponse(
    string Id,
    TitleStatus Status,
    CompletenessResponse Completeness,
    IReadOnlyDictionary<string, string> FieldSources,
    bool Partial,
    EquatableList<string> RateLimitedProviders,
    IReadOnlyList<FetchResponse> Providers,
    EquatableList<IdContradiction> IdContradictions,
    DateTimeOffset? EnrichedAt,
    string? RunningJobId)
{
    public static EnrichmentStatusResponse Of(TitleRow row, IReadOnlyList<ProviderFetch> fetches) => new(
        row.Title.Id.Value,
        row.Title.Status,
        CompletenessResponse.Of(row.Title.Completeness),
        row.Title.Sources,
        row.Title.Partial,
        row.Title.RateLimitedProviders,
        [.. fetches.Select(FetchResponse.Of)],
        [.. fetches.SelectMany(fetch => fetch.ContradictionsTo(row.Title))],
        row.Title.EnrichedAt,
        row.Lease?.JobId);
}

/// <summary>How many titles are how complete.</summary>
internal sealed record CategoriesResponse(int Enriched, int Partial, int Unenriched);

/// <summary>In how many titles a field is missing.</summary>
internal sealed record MissingFieldResponse(string Name, string DisplayName, int Titles);

/// <summary>A title among the least complete.</summary>
internal sealed record WorstTitleResponse(string Id, string? Title, int? Year, double Percent)
{
    public static WorstTitleResponse Of(WorstTitle title) => new(title.Id.Value, title.Name, title.Year, title.Percent);
}

/// <summary>How complete the library is.</summary>
/// <param name="Total">How many titles it has.</param>
/// <param name="Categories">How many of them are how complete.</param>
/// <param name="AveragePercent">The mean completeness, percent.</param>
/// <param name="PartialFetches">How many titles had to do without a provider or an image host when they were last enriched.</param>
/// <param name="MissingFields">In how many titles each expected field is missing, the most first.</param>
/// <param name="Worst">The least complete titles, the worst first; at most ten.</param>
internal sealed record LibraryStatisticsResponse(
    int Total,
    CategoriesResponse Categories,
    double AveragePercent,
    int PartialFetches,
    IReadOnlyList<MissingFieldResponse> MissingFields,
    IReadOnlyList<WorstTitleResponse> Worst)
{
    public static LibraryStatisticsResponse Of(LibraryStatistics figures, IEnumerable<WorstTitle> worst) => new(
        figures.Titles,
        new CategoriesResponse(figures.Enriched, figures.PartlyEnriched, figures.Unenriched),
        figures.AveragePercent,
        figures.Partial,
        [.. TitleField.Expected
            .Select(field => new MissingFieldResponse(field.Name, field.DisplayName, figures.Missing.GetValueOrDefault(field.Name)))
            .OrderByDescending(field => field.Titles)],
        [.. worst.Select(WorstTitleResponse.Of)]);
}
