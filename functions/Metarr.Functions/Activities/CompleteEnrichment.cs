using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;
using Metarr.Enrichment.Recording;
using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Publishing;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Commits a run: metadata, selection and status change together, then the lists and the job follow.</summary>
public sealed class CompleteEnrichment(
    TitleStore titles,
    LibraryStore library,
    JobStore jobs,
    AssetStore assets,
    SettingsStore settings,
    WorkQueues queues,
    LiveEvents live,
    RunMetrics metrics,
    TimeProvider time)
{
    /// <summary>The activity.</summary>
    /// <param name="completion">The run, with what its steps brought.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How the run ended.</returns>
    [Function(nameof(CompleteEnrichment))]
    public async Task<EnrichmentResult> RunAsync([ActivityTrigger] CompletionRequest completion, CancellationToken cancellationToken)
    {
        var (id, jobId) = (completion.Request.TitleId, completion.Request.JobId);
        var autoPublish = (await settings.ReadAsync(cancellationToken)).AutoPublish;
        while (true)
        {
            var snapshot = await titles.GetSnapshotAsync(id, cancellationToken);
            if (snapshot.Row.LastJobId == jobId) return await FinishAsync(completion, snapshot, newIds: true, cancellationToken);
            if (snapshot.Row.Lease?.JobId != jobId)
            {
                const string Reason = "The run took so long that another one has taken the title over; nothing of it was kept.";
                return await EndAsync(new EnrichmentResult(jobId, JobState.Failed, Reason, null), id, hasStaged: false, cancellationToken);
            }

            var now = time.GetUtcNow();
            var commit = SelectionCommit.Of(snapshot, completion.Plan, now);
            var changes = commit.Changes with { Cast = CastChange.Between(snapshot.Cast, snapshot.MergedCast().Members) };
            var title = Enriched(snapshot, completion, now);
            var row = snapshot.Row with
            {
                Title = title,
                Lease = null,
                LastJobId = jobId,
                LastNewChoices = commit.NewChoices,
                ChosenBy = completion.Plan.ChosenBy,
                HandOver = HandOver.Of(jobId, autoPublish, now, Change(snapshot, title, changes)),
            };
            if (!await titles.TryCommitAsync(row, changes, cancellationToken)) continue;
            var newIds = row.Title.ExternalIds != snapshot.Row.Title.ExternalIds;
            return await FinishAsync(completion, snapshot.After(row, changes), newIds, cancellationToken);
        }
    }

    private static TitleChange Change(TitleSnapshot before, Title after, PartitionChanges changes) => new(
        TitleChange.FieldsBetween(before.Row.Title.Metadata, after.Metadata),
        [.. changes.Choices.Where(choice => choice.Art != (before.ChoiceOf(choice.Type)?.Art ?? [])).Select(choice => choice.Type).Order()],
        changes.Cast != CastChange.None);

    private static Title Enriched(TitleSnapshot snapshot, CompletionRequest completion, DateTimeOffset now)
    {
        var limited = completion.Fetches
            .Where(fetch => fetch.Outcome is ProviderOutcome.RateLimited)
            .Select(fetch => fetch.Provider)
            .Concat(snapshot.Candidates
                .Where(record => record is { Failure.Kind: CandidateFailureKind.RateLimited, Withdrawn: false })
                .Select(record => record.Candidate.Provider))
            .Distinct()
            .ToEquatableList();
        var merged = snapshot.Merged();
        return merged with
        {
            Sources = snapshot.MergedCast().Source is { } source ? Told(merged.Sources, source) : merged.Sources,
            Status = TitleStatus.Enriched,
            EnrichedAt = now,
            Partial = limited.Count > 0
                || completion.Fetches.Any(fetch => fetch.Outcome is not (ProviderOutcome.Fetched or ProviderOutcome.NotFound)),
            RateLimitedProviders = limited,
        };
    }

    private static Dictionary<string, string> Told(IReadOnlyDictionary<string, string> sources, string castSource) =>
        new(sources) { [CastMerge.LockName] = castSource };

    /// <summary>What follows the commit; all of it can be repeated.</summary>
    private async Task<EnrichmentResult> FinishAsync(
        CompletionRequest completion, TitleSnapshot snapshot, bool newIds, CancellationToken cancellationToken)
    {
        var title = snapshot.Row.Title;
        await library.WriteAsync(LibraryEntry.Of(title, snapshot.Poster), cancellationToken);
        if (newIds) await library.ClaimAsync(title.Id, title.ExternalIds, cancellationToken);
        if (snapshot.Row.HandOver is { State: HandOverState.Queued } handOver && handOver.Id == completion.Request.JobId)
        {
            var message = StoredJson.Write(PublishMessage.Of(title.Id, handOver));
            await queues.SendAsync(QueueNames.Publish, message, TimeSpan.Zero, cancellationToken);
        }

        var summary = Summarize(completion, snapshot);
        var result = new EnrichmentResult(completion.Request.JobId, JobState.Completed, null, summary);
        return await EndAsync(result, title.Id, completion.Analyzed > 0, cancellationToken);
    }

    private async Task<EnrichmentResult> EndAsync(
        EnrichmentResult result, TitleId id, bool hasStaged, CancellationToken cancellationToken)
    {
        if (hasStaged) await assets.ClearStagingAsync(id, cancellationToken);
        await jobs.FinishAsync(id, result, time.GetUtcNow(), cancellationToken);
        live.SendEnd(id, result);
        metrics.Ended(id.Kind, result);
        return result;
    }

    private static EnrichmentSummary Summarize(CompletionRequest completion, TitleSnapshot snapshot)
    {
        var title = snapshot.Row.Title;
        var selected = snapshot.Candidates.Where(record => record.Decision is CandidateDecision.Selected).ToList();
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
            Milliseconds: (long)(title.EnrichedAt!.Value - completion.StartedAt).TotalMilliseconds)
        {
            Cast = completion.Cast,
        };
    }
}
