using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Removes titles that were deleted at their source.</summary>
public sealed class DeletedTitles(
    StorageClients storage,
    TitleStore titles,
    LibraryStore library,
    AssetRefStore refs,
    AssetStore assets,
    DeletionStore deletions,
    TimeProvider time)
{
    private const int TransactionSize = 100;

    /// <summary>Removes the marked titles whose time is over; one that a run works on stays until the next time.</summary>
    /// <param name="cancellationToken">Ends the work; what is left is found again.</param>
    /// <returns>How many titles were removed.</returns>
    public async Task<int> RemoveDueAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var id in await deletions.ListAsync(cancellationToken))
        {
            var row = await titles.FindAsync(id, cancellationToken);
            var now = time.GetUtcNow();
            if (row?.Lease?.Until > now) continue;
            if (row?.Title.DeletedAt is { } deleted && now - deleted < DeletionStore.Kept) continue;
            if (row?.Title.DeletedAt is not null && await RemoveAsync(id, cancellationToken)) removed++;
            await deletions.RemoveAsync(id, cancellationToken);
        }

        return removed;
    }

    /// <summary>Removes a title with all that is kept of it; files that others use stay.</summary>
    /// <remarks>The title's own row goes last, so that a removal that is cut short is found and ended.</remarks>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False when there is no such title.</returns>
    public async Task<bool> RemoveAsync(TitleId id, CancellationToken cancellationToken)
    {
        if (await titles.FindSnapshotAsync(id, cancellationToken) is not { } snapshot) return false;
        foreach (var file in snapshot.Cached)
        {
            await refs.RemoveAsync(file.Analysis.Sha256, id, file.Type, cancellationToken);
            if (await refs.FindAnyAsync(file.Analysis.Sha256, cancellationToken) is not null) continue;
            await storage.Assets.DeleteBlobIfExistsAsync(file.BlobName, cancellationToken: cancellationToken);
        }

        await assets.ClearStagingAsync(id, cancellationToken);
        await foreach (var body in storage.Providers.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{id}/", cancellationToken))
        {
            await storage.Providers.DeleteBlobIfExistsAsync(body.Name, cancellationToken: cancellationToken);
        }

        await library.ReleaseAsync(id, snapshot.Row.Title.ExternalIds, cancellationToken);
        await library.RemoveAsync(id, cancellationToken);
        await RemoveRowsAsync(id, cancellationToken);
        return true;
    }

    private async Task RemoveRowsAsync(TitleId id, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()} and RowKey ne {TitleRows.TitleKey}");
        var rows = new List<TableEntity>();
        string[] keys = ["PartitionKey", "RowKey"];
        await foreach (var row in storage.Titles.QueryAsync<TableEntity>(filter, select: keys, cancellationToken: cancellationToken))
        {
            rows.Add(row);
        }

        foreach (var batch in rows.Chunk(TransactionSize))
        {
            var actions = batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All));
            await storage.Titles.SubmitTransactionAsync(actions, cancellationToken);
        }

        await storage.Titles.DeleteEntityAsync(id.ToString(), TitleRows.TitleKey, cancellationToken: cancellationToken);
    }
}
