using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Begins a bulk run: asks what has changed when that matters, and counts the titles.</summary>
public sealed class BeginBulk(BulkRunStore runs, LibraryPages pages, LibraryStore library, IChangesFeed changes, TimeProvider time)
{
    /// <summary>The activity.</summary>
    /// <param name="request">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many titles there are, or why the run cannot go on.</returns>
    [Function(nameof(BeginBulk))]
    public async Task<BulkBegun> RunAsync([ActivityTrigger] BulkRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var run = await runs.FindAsync(request.JobId, cancellationToken) ?? new BulkRun(request, JobState.Queued, now);
        await runs.WriteAsync(run with { State = JobState.Running, StartedAt = run.StartedAt ?? now }, cancellationToken);
        if (request.ChangedOnly && await FindChangedAsync(request, now, cancellationToken) is { } refusal) return new BulkBegun(0, refusal);

        var total = await pages.CountAsync(request, cancellationToken);
        await runs.WriteAsync(run with { State = JobState.Running, StartedAt = run.StartedAt ?? now, Total = total }, cancellationToken);
        return new BulkBegun(total, null);
    }

    /// <summary>Keeps which titles have changed.</summary>
    /// <returns>Why that is not known, or null.</returns>
    private async Task<string?> FindChangedAsync(BulkRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var answer = await changes.ChangedBetweenAsync(
            TitleKind.Movie, today.AddDays(-changes.LongestWindow.Days), today, cancellationToken);
        if (answer is not ChangesAnswer.Listed listed) return ((ChangesAnswer.Unknown)answer).Reason;

        var titles = await library.ListAsync(TitleKind.Movie, cancellationToken);
        var changed = titles.Where(entry => entry.ExternalIds.TmdbId is { } tmdbId && listed.TmdbIds.Contains(tmdbId));
        await runs.WriteChangedAsync(request.JobId, changed.Select(entry => entry.Id), cancellationToken);
        return null;
    }
}
