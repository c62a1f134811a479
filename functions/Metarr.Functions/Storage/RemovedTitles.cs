using Azure;
using Azure.Data.Tables;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>What is left of a title that is being removed, as it was read.</summary>
/// <param name="Row">Its own row; every step of the removal is made on the condition of this version.</param>
/// <param name="Kept">Its kept files.</param>
/// <param name="Released">Files that are to be let go.</param>
/// <param name="People">TMDB's numbers of all people whom its rows name.</param>
/// <param name="Others">The keys of its other rows.</param>
public sealed record RemovedTitle(
    TitleRow Row, IReadOnlyList<CachedAsset> Kept, IReadOnlyList<CachedAsset> Released, IReadOnlyList<int> People, IReadOnlyList<string> Others);

/// <summary>Clears the partitions of titles that are being removed.</summary>
/// <remarks>
/// Several may clear the same title, and one of them may have been held up so long that the title was registered anew. So each change
/// of the partition gives the title's own row a new version, on the condition that it still has the one before; who fails at that reads
/// again, and finds out whether there is still something to clear.
/// </remarks>
public sealed class RemovedTitles(StorageClients storage)
{
    /// <summary>The most files of one transaction: a file needs two rows of the 100, and the title's own is one.</summary>
    private const int FilesAtOnce = 49;

    /// <summary>The most other rows of one transaction.</summary>
    private const int RowsAtOnce = 99;

    private readonly TableClient table = storage.Titles;

    /// <summary>Reads what is left of a title.</summary>
    /// <remarks>Where only the title's own row is gone, because a run wrote on after the removal, another is made to go by.</remarks>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is left; null when nothing is, or the title is in the library.</returns>
    public async Task<RemovedTitle?> FindAsync(TitleId id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = new TitlePartition();
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()}");
            await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)) read.Add(entity);
            if (!read.IsHeadless) return read.Removed();
            try
            {
                var gone = new TitleRow(new Title(id, new ExternalIds())) { Removed = true };
                await table.AddEntityAsync(TitleRows.Row(gone), cancellationToken);
            }
            catch (RequestFailedException exception) when (exception.Status == 409)
            {
                // Someone else was first, be it with a new title of this id.
            }
        }
    }

    /// <summary>Makes sure that the title is still being removed as it was read.</summary>
    /// <param name="title">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The title with its new version, or null when it is to be read again.</returns>
    public Task<RemovedTitle?> TryHoldAsync(RemovedTitle title, CancellationToken cancellationToken) => TryAsync(title, [], cancellationToken);

    /// <summary>Turns all kept files into files to be let go.</summary>
    /// <param name="title">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The title after it, or null when it is to be read again.</returns>
    public async Task<RemovedTitle?> TryReleaseAsync(RemovedTitle title, CancellationToken cancellationToken)
    {
        var id = title.Row.Title.Id;
        foreach (var files in title.Kept.Chunk(FilesAtOnce))
        {
            var changes = files.SelectMany(file => TitleRows.Release(id, file));
            if (await TryAsync(title, changes, cancellationToken) is not { } after) return null;
            title = after with { Kept = [.. after.Kept.Except(files)], Released = [.. after.Released.Union(files)] };
        }

        return title;
    }

    /// <summary>Deletes all rows of a title whose files are let go, its own row last.</summary>
    /// <param name="title">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when it is to be read again.</returns>
    public async Task<bool> TryDeleteAsync(RemovedTitle title, CancellationToken cancellationToken)
    {
        var id = title.Row.Title.Id.ToString();
        foreach (var keys in title.Others.Concat(title.Released.Select(TitleRows.ReleasedKey)).Chunk(RowsAtOnce))
        {
            var deletions = keys.Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(id, key), ETag.All));
            if (await TryAsync(title, deletions, cancellationToken) is not { } after) return false;
            title = after;
        }

        try
        {
            await table.DeleteEntityAsync(id, TitleRows.TitleKey, title.Row.ETag, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            return false;
        }
    }

    private async Task<RemovedTitle?> TryAsync(
        RemovedTitle title, IEnumerable<TableTransactionAction> changes, CancellationToken cancellationToken)
    {
        var own = new TableEntity(title.Row.Title.Id.ToString(), TitleRows.TitleKey);
        try
        {
            var written = await table.SubmitTransactionAsync(
                [new TableTransactionAction(TableTransactionActionType.UpdateMerge, own, title.Row.ETag), .. changes], cancellationToken);
            return written.Value[0].Headers.ETag is { } version ? title with { Row = title.Row with { ETag = version } } : null;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return null;
        }
    }
}
