using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;
using Metarr.Functions.Choosing;
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
    TitlesAtWork atWork,
    LibraryStore library,
    ListedTitles listed,
    JobStore jobs,
    AssetStore assets,
    FormerCast formerCast,
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
        var remembered = atWork.Take(id, jobId);
        while (true)
        {
            var snapshot = remembered ?? await titles.GetSnapshotAsync(id, cancellationToken);
            remembered = null;
            if (snapshot.Row.LastJobId == jobId)
            {
                await listed.ShowAsync(LibraryEntry.Of(snapshot.Row, snapshot.Poster), cancellationToken);
                return await FinishAsync(completion, snapshot, newIds: true, cancellationToken);
            }

            if (snapshot.Row.Lease?.JobId != jobId)
            {
                const string Reason = "The run took so long that another one has taken the title over; nothing of it was kept.";
                return await EndAsync(completion, new EnrichmentResult(jobId, JobState.Failed, Reason, null), hasStaged: false, cancellationToken);
            }

            // A person may have taken the title from automation since the run began; that holds as a lock does.
            var now = time.GetUtcNow();
            if (RunRules.Obstacle(completion.Request, snapshot.Row, now) is { } obstacle)
            {
                if (!await titles.TryReplaceAsync(snapshot.Row with { Lease = null }, cancellationToken)) continue;
                return await SkipAsync(completion, obstacle, cancellationToken);
            }

            var commit = SelectionCommit.Of(snapshot, completion.Plan, now);
            var changes = completion.Scope is RunScope.Choosing ? commit.Changes : WithCast(commit.Changes, snapshot);
            var row = Committed(snapshot, completion, commit, changes, now);
            if (!await titles.TryCommitAsync(row, changes, cancellationToken)) continue;
            var after = snapshot.After(row, changes);
            await ListAsync(snapshot, after, cancellationToken);
            var newIds = row.Title.ExternalIds != snapshot.Row.Title.ExternalIds;
            return await FinishAsync(completion, after, newIds, cancellationToken);
        }
    }

    private static PartitionChanges WithCast(PartitionChanges changes, TitleSnapshot snapshot)
    {
        var members = snapshot.MergedCast().Members;
        var now = members.Select(member => member.PersonId).ToHashSet();
        return changes with
        {
            Cast = CastChange.Between(snapshot.Cast, members),
            Left = [.. snapshot.Cast.Select(member => member.PersonId).Where(person => !now.Contains(person)).Distinct()],
            Arrived = [.. snapshot.Left.Where(now.Contains)],
        };
    }

    private static TitleRow Committed(
        TitleSnapshot snapshot, CompletionRequest completion, SelectionCommit commit, PartitionChanges changes, DateTimeOffset now)
    {
        var title = RunEnd.Of(snapshot, completion, now);
        return snapshot.Row with
        {
            Title = title,
            Lease = null,
            LastJobId = completion.Request.JobId,
            LastNewChoices = commit.NewChoices,
            SettledCast = completion.Scope is RunScope.Choosing ? snapshot.Row.SettledCast : completion.SettledCast,
            Marks = RunEnd.Marks(snapshot.Row.Marks, completion),
            HandOver = HandOver.Of(completion.Request.JobId, completion.AutoPublish, now, Change(snapshot, title, changes)),
        };
    }

    /// <summary>Carries the commit into the lists; where they show nothing new but the time, only that is written.</summary>
    private async Task ListAsync(TitleSnapshot before, TitleSnapshot after, CancellationToken cancellationToken)
    {
        var entry = LibraryEntry.Of(after.Row, after.Poster);
        var isKnown = LibraryEntry.Of(before.Row, before.Poster) with { EnrichedAt = entry.EnrichedAt } == entry;
        if (isKnown && await library.TryTouchAsync(entry, cancellationToken)) return;
        await listed.ShowAsync(entry, cancellationToken);
    }

    private static TitleChange Change(TitleSnapshot before, Title after, PartitionChanges changes) => new(
        TitleChange.FieldsBetween(before.Row.Title.Metadata, after.Metadata),
        [.. changes.Choices.Where(choice => choice.Art != (before.ChoiceOf(choice.Type)?.Art ?? [])).Select(choice => choice.Type).Order()],
        changes.Cast != CastChange.None);

    /// <summary>What of the run is to be handed over: unless that is published, also when a person's edit has taken its place in the row.</summary>
    private static HandOver? ToSend(CompletionRequest completion, HandOver? handOver) =>
        completion.AutoPublish && handOver is not null && (handOver.Id != completion.Request.JobId || handOver.State is HandOverState.Queued)
            ? handOver with { Id = completion.Request.JobId }
            : null;

    /// <summary>What follows the commit; all of it can be repeated.</summary>
    private async Task<EnrichmentResult> FinishAsync(
        CompletionRequest completion, TitleSnapshot snapshot, bool newIds, CancellationToken cancellationToken)
    {
        var title = snapshot.Row.Title;
        await formerCast.LeaveAsync(snapshot, cancellationToken);
        if (newIds) await library.ClaimAsync(title.Id, title.ExternalIds, cancellationToken);
        if (ToSend(completion, snapshot.Row.HandOver) is { } handOver)
        {
            var message = StoredJson.Write(PublishMessage.Of(title.Id, handOver));
            await queues.SendAsync(QueueNames.Publish, message, TimeSpan.Zero, cancellationToken);
        }

        var summary = RunEnd.Summarize(completion, snapshot, time.GetUtcNow());
        var result = new EnrichmentResult(completion.Request.JobId, JobState.Completed, null, summary);
        return await EndAsync(completion, result, completion.Analyzed > 0, cancellationToken);
    }

    private Task<EnrichmentResult> SkipAsync(CompletionRequest completion, string reason, CancellationToken cancellationToken)
    {
        var result = new EnrichmentResult(completion.Request.JobId, JobState.Skipped, reason, null);
        return EndAsync(completion, result, completion.Analyzed > 0, cancellationToken);
    }

    private async Task<EnrichmentResult> EndAsync(
        CompletionRequest completion, EnrichmentResult result, bool hasStaged, CancellationToken cancellationToken)
    {
        var id = completion.Request.TitleId;
        if (hasStaged) await assets.ClearStagingAsync(id, cancellationToken);
        await jobs.FinishAsync(id, result, time.GetUtcNow(), cancellationToken, completion.Job);
        live.SendEnd(id, result);
        metrics.Ended(id.Kind, result);
        return result;
    }
}
