using Metarr.Enrichment.Library;
using Metarr.Enrichment.Recording;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Activities;

/// <summary>What a title is after a run, and what is told of the run.</summary>
internal static class RunEnd
{
    /// <summary>The title after a run.</summary>
    /// <param name="snapshot">The title before it.</param>
    /// <param name="completion">The run.</param>
    /// <param name="now">The time of the commit.</param>
    /// <returns>The title. A run that only chose tells no metadata, and the title is no fresher for it.</returns>
    public static Title Of(TitleSnapshot snapshot, CompletionRequest completion, DateTimeOffset now)
    {
        var limitedHosts = snapshot.Candidates
            .Where(record => record is { Failure.Kind: CandidateFailureKind.RateLimited, Withdrawn: false })
            .Select(record => record.Candidate.Provider);
        if (completion.Scope is RunScope.Choosing)
        {
            var title = snapshot.Row.Title;
            var limited = title.RateLimitedProviders.Union(limitedHosts).ToEquatableList();
            var isPartial = title.Partial || limited != title.RateLimitedProviders || completion.Plan.Missed.Count > 0;
            return title with { Partial = isPartial, RateLimitedProviders = limited };
        }

        return Enriched(snapshot, completion, [.. Limited(completion).Union(limitedHosts)], now);
    }

    /// <summary>The settings that a title's last run went by, after one more.</summary>
    /// <param name="before">Those of the run before.</param>
    /// <param name="completion">The run.</param>
    /// <returns>The marks; where other settings asked before, providers count as asked anew when none of them is to be tried again.</returns>
    public static SettingsMarks Marks(SettingsMarks before, CompletionRequest completion)
    {
        if (completion.Scope is RunScope.Choosing) return completion.Marks with { Metadata = before.Metadata };
        var isLacking = completion.Fetches.Any(fetch => fetch.Outcome is ProviderOutcome.RateLimited or ProviderOutcome.Unavailable);
        return isLacking ? completion.Marks with { Metadata = before.Metadata ?? completion.Marks.Metadata } : completion.Marks;
    }

    /// <summary>What is told of a run.</summary>
    /// <param name="completion">The run.</param>
    /// <param name="snapshot">The title after it.</param>
    /// <param name="now">The time.</param>
    /// <returns>The summary.</returns>
    public static EnrichmentSummary Summarize(CompletionRequest completion, TitleSnapshot snapshot, DateTimeOffset now)
    {
        var title = snapshot.Row.Title;
        var selected = snapshot.Candidates.Where(record => record.Decision is CandidateDecision.Selected).ToList();
        var end = completion.Scope is RunScope.Choosing ? now : title.EnrichedAt!.Value;
        return new EnrichmentSummary(
            Candidates: snapshot.Candidates.Count,
            Analyzed: completion.Analyzed,
            DownloadedBytes: completion.DownloadedBytes,
            Duplicates: snapshot.Candidates.Count(record => record.Decision is CandidateDecision.Duplicate),
            Unusable: snapshot.Candidates.Count(record => record.Failure is not null),
            Selected: selected.CountBy(record => record.Candidate.Type).OrderBy(pair => pair.Key).ToDictionary(),
            Changed: snapshot.Row.LastNewChoices,
            BestScore: selected.Select(record => record.Score?.Total ?? 0).DefaultIfEmpty().Max(),
            Completeness: title.Completeness.Percent,
            Partial: title.Partial,
            RateLimitedProviders: title.RateLimitedProviders,
            Milliseconds: (long)(end - completion.StartedAt).TotalMilliseconds)
        {
            Cast = completion.Cast,
            IdContradictions = [.. snapshot.Fetches.SelectMany(fetch => fetch.ContradictionsTo(title))],
        };
    }

    private static Title Enriched(
        TitleSnapshot snapshot, CompletionRequest completion, EquatableList<string> limited, DateTimeOffset now)
    {
        var merged = snapshot.Merged();
        return merged with
        {
            Sources = snapshot.MergedCast().Source is { } source ? Told(merged.Sources, source) : merged.Sources,
            Status = TitleStatus.Enriched,
            EnrichedAt = now,
            Partial = limited.Count > 0 || completion.Plan.Missed.Count > 0 || !completion.Fetches.All(HasAnswered),
            RateLimitedProviders = limited,
        };
    }

    private static IEnumerable<string> Limited(CompletionRequest completion) =>
        completion.Fetches.Where(fetch => fetch.Outcome is ProviderOutcome.RateLimited).Select(fetch => fetch.Provider);

    private static bool HasAnswered(FetchOutcome fetch) => fetch.Outcome is ProviderOutcome.Fetched or ProviderOutcome.NotFound;

    private static Dictionary<string, string> Told(IReadOnlyDictionary<string, string> sources, string castSource) =>
        new(sources) { [CastMerge.LockName] = castSource };
}
