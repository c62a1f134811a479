using Azure;
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

    /// <summary>Changes the settings of enrichment; of two changes at the same time neither is lost.</summary>
    /// <param name="change">The change; asked again when someone else wrote them meanwhile.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The settings as they are now.</returns>
    public async Task<EnrichmentSettings> ChangeAsync(
        Func<EnrichmentSettings, EnrichmentSettings> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(PartitionKey, EnrichmentKey, cancellationToken: cancellationToken);
            var changed = change(row.HasValue ? row.Value!.Record<EnrichmentSettings>() : EnrichmentSettings.Default);
            var entity = StoredJson.Row(PartitionKey, EnrichmentKey, changed);
            try
            {
                if (row.HasValue) await table.UpdateEntityAsync(entity, row.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
                else await table.AddEntityAsync(entity, cancellationToken);
                return changed;
            }
            catch (RequestFailedException exception) when (exception.Status is 409 or 412)
            {
                // Someone else wrote them; the change is made on top of theirs.
            }
        }
    }
}
