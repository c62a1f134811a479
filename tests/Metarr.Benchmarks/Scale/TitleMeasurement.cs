using System.Diagnostics;
using Azure.Storage.Blobs;
using Metarr.Benchmarks.Scale.Model;

namespace Metarr.Benchmarks.Scale;

/// <summary>Measures what titles cost in bulk runs of real apps.</summary>
/// <param name="storage">The connection string of the storage.</param>
/// <param name="films">How many films a library has.</param>
/// <param name="ledger">Counts calls to the storage.</param>
/// <param name="providers">Counts calls to providers.</param>
internal sealed class TitleMeasurement(string storage, int films, StorageLedger ledger, ProviderTraffic providers)
{
    /// <summary>Runs over a library and tells what a title of it cost.</summary>
    /// <param name="app">The library's app.</param>
    /// <param name="prefix">What its containers begin with.</param>
    /// <param name="force">Whether titles are enriched that are fresh.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The cost, and how often the bulk run's orchestrator was awake for a title.</returns>
    public async Task<(TitleCost Cost, double BulkEpisodes)> RunAsync(
        ScaleApp app, string prefix, bool force, CancellationToken cancellationToken)
    {
        ledger.Take(films);
        await providers.TakeAsync(cancellationToken);
        var before = HistoryAudit.Of(app.Folder);
        using var self = Process.GetCurrentProcess();
        var processor = self.TotalProcessorTime;
        await app.EnrichAllAsync(force, cancellationToken);
        self.Refresh();
        var calls = ledger.Take(films);
        var traffic = await providers.TakeAsync(cancellationToken);
        var audit = HistoryAudit.Of(app.Folder).Since(before);
        var cost = calls with
        {
            Activities = PerTitle(audit.Activities),
            Orchestrations = PerTitle(audit.Orchestrations),
            Timers = PerTitle(audit.Timers),
            Episodes = PerTitle(audit.Episodes),
            HistoryBytes = PerTitle(audit.Bytes),
            TmdbCalls = Calls("tmdb"),
            TvdbCalls = Calls("tvdb"),
            FanartCalls = Calls("fanart"),
            OmdbCalls = Calls("omdb"),
            Images = PerTitle(traffic.Where(pair => pair.Key.EndsWith("-images", StringComparison.Ordinal)).Sum(pair => pair.Value.Calls)),
            DownloadedBytes = PerTitle(traffic.Sum(pair => pair.Value.Bytes)),
            CpuSeconds = PerTitle((self.TotalProcessorTime - processor).TotalSeconds),
            StoredBytes = PerTitle(await StoredAsync(prefix, cancellationToken)),
        };
        return (cost, PerTitle(audit.BulkEpisodes));

        double Calls(string provider) => PerTitle(traffic.TryGetValue(provider, out var seen) ? seen.Calls : 0);
    }

    private double PerTitle(double all) => all / films;

    private async Task<long> StoredAsync(string prefix, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        var service = new BlobServiceClient(storage);
        foreach (var name in new[] { "assets", "providers" })
        {
            await foreach (var blob in service.GetBlobContainerClient($"{prefix}-{name}").GetBlobsAsync(cancellationToken: cancellationToken))
            {
                bytes += blob.Properties.ContentLength ?? 0;
            }
        }

        return bytes;
    }
}
