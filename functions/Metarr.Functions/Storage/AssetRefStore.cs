using Azure;
using Azure.Data.Tables;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>That a title or a person uses a blob.</summary>
/// <param name="Sha256">The hash of the bytes.</param>
/// <param name="User">Who uses it.</param>
/// <param name="Type">As what.</param>
/// <param name="BlobName">Its name in the container of chosen files.</param>
/// <param name="MediaType">Its media type.</param>
public sealed record AssetRef(Sha256Hash Sha256, AssetUser User, AssetType Type, string BlobName, string MediaType);

/// <summary>A use as it was read.</summary>
/// <param name="Use">The use.</param>
/// <param name="RecordedAt">When it was recorded last; null when the storage does not tell.</param>
public sealed record RecordedUse(AssetRef Use, DateTimeOffset? RecordedAt);

/// <summary>Knows who uses a blob; a blob without a user may be deleted.</summary>
public sealed class AssetRefStore(StorageClients storage)
{
    private readonly TableClient table = storage.AssetRefs;

    /// <summary>Records a user, before the blob is stored, so that no stored blob is ever without one.</summary>
    /// <param name="use">The use.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is recorded.</returns>
    public Task AddAsync(AssetRef use, CancellationToken cancellationToken) => table.UpsertEntityAsync(
        StoredJson.Row(use.Sha256.ToString(), RowKey(use.User, use.Type), use), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Reads who uses some bytes, whatever for: the same bytes of another type are another blob.</summary>
    /// <param name="sha">The hash of the bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The uses; none when nobody uses such bytes.</returns>
    public async Task<IReadOnlyList<AssetRef>> FindAsync(Sha256Hash sha, CancellationToken cancellationToken)
    {
        var uses = new List<AssetRef>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {sha.ToString()}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)) uses.Add(row.Record<AssetRef>());
        return uses;
    }

    /// <summary>Reads one use.</summary>
    /// <param name="sha">The hash of the bytes.</param>
    /// <param name="user">Who uses it.</param>
    /// <param name="type">As what.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its version, which every new <see cref="AddAsync"/> changes; null when there is no such use.</returns>
    public async Task<ETag?> FindVersionAsync(Sha256Hash sha, AssetUser user, AssetType type, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(sha.ToString(), RowKey(user, type), cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.ETag : null;
    }

    /// <summary>Takes a use back, unless it was recorded anew since it was read.</summary>
    /// <param name="sha">The hash of the bytes.</param>
    /// <param name="user">Who uses it.</param>
    /// <param name="type">As what.</param>
    /// <param name="version">The version it was read at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the blob is used again.</returns>
    public async Task<bool> TryRemoveAsync(
        Sha256Hash sha, AssetUser user, AssetType type, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(sha.ToString(), RowKey(user, type), version, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            return false;
        }
    }

    /// <summary>Whether anybody uses a blob.</summary>
    /// <param name="sha">The hash of the bytes.</param>
    /// <param name="blobName">The blob; the same bytes of another type are another blob.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when a use is recorded.</returns>
    public async Task<bool> IsUsedAsync(Sha256Hash sha, string blobName, CancellationToken cancellationToken) =>
        (await FindAsync(sha, cancellationToken)).Any(use => use.BlobName == blobName);

    /// <summary>Reads some of the uses; page by page, all whose hash begins with some digits.</summary>
    /// <param name="digits">The first hexadecimal digits of the hashes; empty for all.</param>
    /// <param name="size">How many a page has at most.</param>
    /// <param name="continuation">What the page before ended with; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The uses, and what the next page continues; null when this is the last.</returns>
    public async Task<(IReadOnlyList<RecordedUse> Uses, string? Next)> PageAsync(
        string digits, int size, string? continuation, CancellationToken cancellationToken)
    {
        var filter = digits.Length == 0 ? null : TableClient.CreateQueryFilter($"PartitionKey ge {digits} and PartitionKey lt {digits + 'g'}");
        var query = table.QueryAsync<TableEntity>(filter, size, cancellationToken: cancellationToken);
        await foreach (var page in query.AsPages(continuation).WithCancellation(cancellationToken))
        {
            return ([.. page.Values.Select(row => new RecordedUse(row.Record<AssetRef>(), row.Timestamp))], page.ContinuationToken);
        }

        return ([], null);
    }

    /// <summary>Says which blobs are used of those whose hashes lie between two.</summary>
    /// <param name="first">The first hash.</param>
    /// <param name="last">The last hash.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The names of the blobs.</returns>
    public async Task<IReadOnlySet<string>> UsedBetweenAsync(Sha256Hash first, Sha256Hash last, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first.ToString()} and PartitionKey le {last.ToString()}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            names.Add(row.Record<AssetRef>().BlobName);
        }

        return names;
    }

    private static string RowKey(AssetUser user, AssetType type) => $"{user}:{type.Name()}";
}
