using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Queues;

/// <summary>
/// Queues the titles of the library that are due: those that changed, are partial, incomplete, old, went by other settings, or were never
/// enriched.
/// </summary>
public sealed class LibraryRefresh(
    LibraryStore library,
    SettingsStore settings,
    WorkQueues queues,
    IChangesFeed changes,
    RefreshOptions options,
    TimeProvider time,
    ILogger<LibraryRefresh> logger)
{
    /// <summary>Looks through the library and queues what is due, each title at a time of its own within the configured spread.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many titles were queued.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var configured = await settings.ReadAsync(cancellationToken);
        var titles = await library.ListAsync(TitleKind.Movie, cancellationToken);
        var changed = await ChangedAsync(now, cancellationToken);
        var due =
            from entry in titles
            where entry.Monitored
            let hasChanged = entry.ExternalIds.TmdbId is { } tmdbId && changed.Contains(tmdbId)
            let reason = RefreshRules.Due(entry.Id, entry.EnrichedAt, entry.Partial, entry.Completeness, hasChanged, entry.Marks, configured, now)
            where reason is not null
            select (EnrichMessage.For(entry.Id, $"refresh: {reason}", now), options.Spread * RefreshRules.Spread(entry.Id));
        var queued = due.ToList();
        await queues.SendAsync(EnrichPriority.Normal, queued, cancellationToken);
        WorkLogs.RefreshQueued(logger, queued.Count, titles.Count, changed.Count);
        return queued.Count;
    }

    /// <remarks>
    /// The whole window is asked for each time. A title that changed while it was fresh is so found by the next run, as long as
    /// fresh time and schedule together are no longer than the window; after that its age brings it up.
    /// </remarks>
    private async Task<IReadOnlySet<int>> ChangedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var answer = await changes.ChangedBetweenAsync(
            TitleKind.Movie, today.AddDays(-changes.LongestWindow.Days), today, cancellationToken);
        if (answer is ChangesAnswer.Listed listed) return listed.TmdbIds;
        WorkLogs.ChangesUnknown(logger, ((ChangesAnswer.Unknown)answer).Reason);
        return new HashSet<int>();
    }
}
