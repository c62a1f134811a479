using Azure.Data.Tables;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Knows which titles were deleted at their source, so that the clean-up need not read the whole library.</summary>
/// <remarks>What counts is the mark in the title; this only says where to look, and may name a title that has come back.</remarks>
public sealed class DeletionStore(StorageClients storage)
{
    /// <summary>How long a title stays that was deleted at its source.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const string PartitionKey = "deleted";

    private readonly TableClient table = storage.Library;

    /// <summary>Follows the mark in a title.</summary>
    /// <param name="title">The title as it is now.</param>
    /// <param name="before">Its mark before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when the title is listed if it is marked, and not listed if it no longer is.</returns>
    public Task FollowAsync(Title title, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        var key = title.Id.ToString();
        if (title.DeletedAt is not null) return table.UpsertEntityAsync(new TableEntity(PartitionKey, key), cancellationToken: cancellationToken);
        return before is null ? Task.CompletedTask : RemoveAsync(title.Id, cancellationToken);
    }

    /// <summary>Takes a title off the list.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is off.</returns>
    public Task RemoveAsync(TitleId id, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(PartitionKey, id.ToString(), cancellationToken: cancellationToken);

    /// <summary>Lists the titles that may be deleted.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The titles.</returns>
    public async Task<IReadOnlyList<TitleId>> ListAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionKey}");
        var listed = new List<TitleId>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (TitleId.TryParse(row.RowKey, out var id)) listed.Add(id);
        }

        return listed;
    }
}
