using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Queues;

/// <summary>Works on messages that ask for enrichments: begins each run once, and none for nothing.</summary>
/// <remarks>
/// A message is held until its run has ended, so the queue's batch size is also the number of titles at work. While another run works
/// on the same title, the message waits for it and then looks whether anything is left to do: so no request is lost, and requests
/// that come while a title is at work end in one run more, not in one each.
/// </remarks>
public sealed class EnrichJobs(
    EnrichmentStart start,
    TitleStore titles,
    JobStore jobs,
    SettingsStore settings,
    WorkQueues queues,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<EnrichJobs> logger)
{
    /// <summary>How long a message is held; then its run goes on alone, or the message goes back to its queue if it has none yet.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(2);

    /// <summary>How long a message stays unseen that went back to its queue.</summary>
    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(10);

    /// <summary>How often it is looked whether others still wait, or a title is free.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Works on one message.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="priority">The queue it came from.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the work; the message is then tried again.</param>
    /// <returns>Done when the run has ended or is not needed.</returns>
    /// <exception cref="EnrichmentFailedException">A run that someone waits for failed; the queue tries it again.</exception>
    public async Task HandleAsync(
        DurableTaskClient client, EnrichPriority priority, EnrichMessage message, CancellationToken cancellationToken)
    {
        using var hold = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        hold.CancelAfter(LongestHold);
        var hasBegun = false;
        try
        {
            if (priority is EnrichPriority.Normal) await LetOthersGoFirstAsync(hold.Token);
            while (await IsNeededAsync(message, cancellationToken))
            {
                var request = new EnrichRequest(message.TitleId, message.Id, message.Manual, message.Force, RequireComplete: false)
                {
                    Urgent = priority is EnrichPriority.Urgent,
                };
                hasBegun = await start.StartAsync(client, request, cancellationToken) == message.Id;
                if (!hasBegun && !await EnrichmentStart.IsRunningAsync(client, message.TitleId, hold.Token))
                {
                    // The title is another run's that has yet to begin, or was lost; its lease runs out by itself.
                    await Task.Delay(LookEvery, time, hold.Token);
                    continue;
                }

                await client.WaitForInstanceCompletionAsync(EnrichTitle.InstanceId(message.TitleId), hold.Token);
                if (!hasBegun) continue;
                await TellAsync(message, priority, cancellationToken);
                return;
            }
        }
        catch (OperationCanceledException) when (hold.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // A run that has begun is in the engine's hands and survives this process; its job tells how it ends.
            if (hasBegun) return;
            WorkLogs.MessageComesBack(logger, message.TitleId.ToString(), message.Id);
            await queues.SendAsync(priority, message, ComeBackAfter, cancellationToken);
        }
    }

    private async Task LetOthersGoFirstAsync(CancellationToken cancellationToken)
    {
        while (await queues.SomeoneWaitsAsync(cancellationToken)) await Task.Delay(LookEvery, time, cancellationToken);
    }

    /// <summary>Whether a run is needed for a message; the message's job ends as skipped when it is not.</summary>
    private async Task<bool> IsNeededAsync(EnrichMessage message, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(message.Id, cancellationToken);
        if (job?.State is JobState.Completed or JobState.Skipped) return false;
        var asked = new Job(message.Id, message.TitleId, JobState.Queued, time.GetUtcNow()) { Forced = message.Force };
        if (job is null) await jobs.AddIfMissingAsync(asked, cancellationToken);
        if (await ReasonToSkipAsync(message, cancellationToken) is not { } reason) return true;

        var skipped = new EnrichmentResult(message.Id, JobState.Skipped, reason, null);
        await jobs.FinishAsync(message.TitleId, skipped, time.GetUtcNow(), cancellationToken);
        return false;
    }

    private async Task<string?> ReasonToSkipAsync(EnrichMessage message, CancellationToken cancellationToken)
    {
        if (await titles.FindAsync(message.TitleId, cancellationToken) is not { } row) return "The title is no longer in the library.";
        if (row.Title.DeletedAt is not null && !message.Manual) return "The title was deleted at its source.";
        if (!row.Title.Monitored && !message.Manual) return "The title is not monitored.";
        if (row.Title.EnrichedAt is not { } enriched) return null;
        if (message.Force)
        {
            return await IsCoveredAsync(message, row, enriched, cancellationToken) ? "A run that began later covers it." : null;
        }

        var configured = await settings.ReadAsync(cancellationToken);
        var scope = RefreshRules.Scope(message.TitleId, enriched, row.Title.Partial, row.Marks, configured, time.GetUtcNow());
        return scope is null ? "The last enrichment is fresh." : null;
    }

    /// <summary>Whether the title's last run was forced too and began after the message was sent.</summary>
    private async Task<bool> IsCoveredAsync(
        EnrichMessage message, TitleRow row, DateTimeOffset enriched, CancellationToken cancellationToken) =>
        row.LastJobId is { } lastId
        && await jobs.FindAsync(lastId, cancellationToken) is { Forced: true, Summary: { } summary }
        && enriched - TimeSpan.FromMilliseconds(summary.Milliseconds) >= message.RequestedAt;

    /// <summary>Looks how the run ended; where someone waits for it, a failure is the message's failure.</summary>
    private async Task TellAsync(EnrichMessage message, EnrichPriority priority, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(message.Id, cancellationToken);
        if (job is { State: JobState.Completed or JobState.Skipped }) return;
        if (priority is EnrichPriority.Normal) return;
        throw new EnrichmentFailedException(message.TitleId, job?.Reason ?? "The run ended without a word.");
    }
}

/// <summary>An enrichment that someone waits for failed.</summary>
/// <param name="id">The title.</param>
/// <param name="reason">Why, in a sentence.</param>
public sealed class EnrichmentFailedException(TitleId id, string reason) : Exception($"The enrichment of '{id}' failed: {reason}");
