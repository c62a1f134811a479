using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Gives a title to one run at a time, from before its orchestration is started until its end.</summary>
/// <remarks>
/// That an instance id is taken does not suffice: the start of a sub-orchestration is not checked by every durable backend, and one
/// that meets another run of the same id takes its place, or is dropped and never heard of again
/// (DurableTask.AzureStorage, <c>OrchestrationSessionManager.DedupeExecutionStartedMessagesAsync</c>).
/// </remarks>
public sealed class TitleLeases(TitleStore titles, TimeProvider time)
{
    /// <summary>How long a run may hold a title before it counts as lost.</summary>
    public static readonly TimeSpan RunTime = TimeSpan.FromMinutes(30);

    /// <summary>How long a title waits for the run of a bulk run to be handed to the engine.</summary>
    public static readonly TimeSpan StartTime = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a title waits for any other run to be handed to the engine. That is the starter's next call; if its process dies before it,
    /// nobody knows of the run, and the title must not be kept from others for long.
    /// </summary>
    public static readonly TimeSpan HandingTime = TimeSpan.FromSeconds(10);

    /// <summary>Takes the lease for a run, unless another holds it.</summary>
    /// <param name="id">The title.</param>
    /// <param name="jobId">The run.</param>
    /// <param name="length">For how long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run that holds the title now: the one asked for, or the one that was first; null when there is no such title.</returns>
    public async Task<string?> TakeAsync(TitleId id, string jobId, TimeSpan length, CancellationToken cancellationToken)
    {
        while (await titles.FindAsync(id, cancellationToken) is { } row)
        {
            var now = time.GetUtcNow();
            if (row.Holder(now) is { } holder && holder != jobId) return holder;
            if (await titles.TryReplaceAsync(row with { Lease = new TitleLease(jobId, now + length) }, cancellationToken)) return jobId;
        }

        return null;
    }

    /// <summary>Says whose run has the title, and until when.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lease, or null when no run has the title.</returns>
    public async Task<TitleLease?> FindAsync(TitleId id, CancellationToken cancellationToken) =>
        await titles.FindAsync(id, cancellationToken) is { } row && row.Holder(time.GetUtcNow()) is not null ? row.Lease : null;

    /// <summary>Gives the lease back, if the run holds it.</summary>
    /// <param name="id">The title.</param>
    /// <param name="jobId">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the title is gone.</returns>
    public async Task<bool> GiveBackAsync(TitleId id, string jobId, CancellationToken cancellationToken)
    {
        while (await titles.FindAsync(id, cancellationToken) is { } row)
        {
            if (row.Lease?.JobId != jobId || await titles.TryReplaceAsync(row with { Lease = null }, cancellationToken)) return true;
        }

        return false;
    }
}
