using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;
using Metarr.Enrichment.Scoring;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Triggers;

/// <summary>A movie as it is shown.</summary>
internal sealed record MovieResponse(
    string Id,
    ExternalIds ExternalIds,
    TitleStatus Status,
    bool Monitored,
    TitleMetadata Metadata,
    IReadOnlyDictionary<string, string> Sources,
    EquatableList<string> LockedFields,
    EquatableList<AssetType> LockedTypes,
    CompletenessReport Completeness,
    bool Partial,
    EquatableList<string> RateLimitedProviders,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? EnrichedAt,
    string? RunningJobId,
    string? Folder,
    MediaFile? File,
    DateTimeOffset? DeletedAt)
{
    /// <summary>Who plays in it, in order; left out where the movie is only named.</summary>
    public IReadOnlyList<CastResponse>? Cast { get; init; }

    /// <summary>How far it has come on its way to the media centre; left out until it was enriched.</summary>
    public PublishingResponse? Publishing { get; init; }

    /// <summary>Ids that the registration tells and that are not the movie's, which may then be another; left out where there are none.</summary>
    public IReadOnlyList<IdContradiction>? IdContradictions { get; init; }

    public static MovieResponse Of(TitleRow row) => new(
        row.Title.Id.Value,
        row.Title.ExternalIds,
        row.Title.Status,
        row.Title.Monitored,
        row.Title.Metadata,
        row.Title.Sources,
        row.Title.LockedFields,
        row.Title.LockedTypes,
        row.Title.Completeness,
        row.Title.Partial,
        row.Title.RateLimitedProviders,
        row.Title.RegisteredAt,
        row.Title.EnrichedAt,
        row.Lease?.JobId,
        row.Title.Folder,
        row.Title.File,
        row.Title.DeletedAt)
    {
        Publishing = PublishingResponse.Of(row),
    };
}

/// <summary>A movie's way to publishing, and what was last published of it.</summary>
/// <param name="State">How far the last hand-over has come.</param>
/// <param name="HandedOverAt">When it was handed over.</param>
/// <param name="Changed">What has changed: by the last run, or by people since then.</param>
/// <param name="PublishedAt">When it was last published, or null when never.</param>
/// <param name="Targets">What lies where since then.</param>
internal sealed record PublishingResponse(
    HandOverState? State,
    DateTimeOffset? HandedOverAt,
    TitleChange? Changed,
    DateTimeOffset? PublishedAt,
    EquatableList<TargetPublication> Targets)
{
    public static PublishingResponse? Of(TitleRow row) => row is { HandOver: null, Publication: null }
        ? null
        : new(row.HandOver?.State, row.HandOver?.At, row.HandOver?.Changed, row.Publication?.At, row.Publication?.Targets ?? []);
}

/// <summary>A movie in a list.</summary>
internal sealed record MovieListItem(
    string Id,
    string? Title,
    int? Year,
    TitleStatus Status,
    bool Monitored,
    double Completeness,
    bool Partial,
    DateTimeOffset? EnrichedAt,
    string? Poster,
    ExternalIds ExternalIds)
{
    public static MovieListItem Of(LibraryEntry entry) => new(
        entry.Id.Value,
        entry.Name,
        entry.Year,
        entry.Status,
        entry.Monitored,
        entry.Completeness,
        entry.Partial,
        entry.EnrichedAt,
        entry.Poster,
        entry.ExternalIds);
}

/// <summary>One page of a list.</summary>
internal sealed record MoviePage(IReadOnlyList<MovieListItem> Items, int Page, int PageSize, int Total);

/// <summary>The art of a movie, by type.</summary>
internal sealed record AssetsResponse(string Id, IReadOnlyList<AssetTypeResponse> Types);

/// <summary>The art of one type: what is selected, and every candidate, best first.</summary>
internal sealed record AssetTypeResponse(
    AssetType Type,
    bool Locked,
    SelectedBy? SelectedBy,
    DateTimeOffset? SelectedAt,
    int Restorable,
    IReadOnlyList<string> Selected,
    IReadOnlyList<CandidateResponse> Candidates)
{
    public static AssetTypeResponse Of(TitleSnapshot title, AssetType type, DateTimeOffset now)
    {
        var choice = title.ChoiceOf(type);
        return new AssetTypeResponse(
            type,
            title.Row.Title.IsLocked(type),
            choice?.By,
            choice?.At,
            title.Past.Count(past => past.Choice.Type == type && past.IsRestorable(now)),
            [.. (choice?.Art ?? []).Select(art => art.Key)],
            [
                .. title.Candidates
                    .Where(record => record.Candidate.Type == type)
                    .OrderBy(record => record.Rank ?? int.MaxValue)
                    .ThenByDescending(record => record.Score?.Total ?? 0)
                    .Select(CandidateResponse.Of),
            ]);
    }
}

/// <summary>A file that a scan found, and the candidate it is a copy of.</summary>
internal sealed record ScannedAssetResponse(
    AssetType Type, AssetAnalysis Analysis, AssetOrigin Origin, string? CandidateKey, bool SameBytes, DateTimeOffset StoredAt);

/// <summary>A candidate as it is shown, its score broken down.</summary>
internal sealed record CandidateResponse(
    string Key,
    string Provider,
    string ProviderAssetId,
    Uri Url,
    Uri? PreviewUrl,
    string? Language,
    string? Region,
    double VoteAverage,
    int VoteCount,
    int? StatedWidth,
    int? StatedHeight,
    AssetAnalysis? Analysis,
    AssetScore? Score,
    CandidateDecision Decision,
    int? Rank,
    SelectedBy? SelectedBy,
    string? DuplicateOf,
    CandidateFailure? Failure,
    bool Withdrawn)
{
    public static CandidateResponse Of(CandidateRecord record) => new(
        record.Candidate.Key,
        record.Candidate.Provider,
        record.Candidate.ProviderAssetId,
        record.Candidate.Url,
        record.Candidate.PreviewUrl,
        record.Candidate.Language,
        record.Candidate.Region,
        record.Candidate.VoteAverage,
        record.Candidate.VoteCount,
        record.Candidate.StatedWidth,
        record.Candidate.StatedHeight,
        record.Analysis,
        record.Score,
        record.Decision,
        record.Rank,
        record.SelectedBy,
        record.DuplicateOf,
        record.Failure,
        record.Withdrawn);
}

/// <summary>A run as it is shown.</summary>
internal sealed record JobResponse(
    string Id,
    string TitleId,
    JobState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    string? Reason,
    Orchestrations.EnrichmentProgress? Progress,
    EnrichmentSummary? Summary,
    string? TraceId);

/// <summary>A run that was begun.</summary>
internal sealed record JobStarted(string JobId, string TitleId);
