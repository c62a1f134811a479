using Azure.Data.Tables;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Keeps what people have set.</summary>
public sealed class SettingsStore(StorageClients storage)
{
    private const string PartitionKey = "settings";
    private const string EnrichmentKey = "enrichment";

    private readonly TableClient table = storage.Settings;

    /// <summary>Reads the settings of enrichment.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What was set, or the defaults.</returns>
    public async Task<EnrichmentSettings> ReadAsync(CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(PartitionKey, EnrichmentKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.Record<EnrichmentSettings>() : EnrichmentSettings.Default;
    }

    /// <summary>Writes the settings of enrichment.</summary>
    /// <param name="settings">All of them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when they are written.</returns>
    public Task WriteAsync(EnrichmentSettings settings, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(StoredJson.Row(PartitionKey, EnrichmentKey, settings), TableUpdateMode.Replace, cancellationToken);
}
