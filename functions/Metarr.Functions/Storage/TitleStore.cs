using Azure;
using Azure.Data.Tables;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Reads and writes the partitions of titles.</summary>
public sealed class TitleStore(StorageClients storage)
{
    /// <summary>The most rows an entity-group transaction takes.</summary>
    private const int TransactionSize = 100;

    private readonly TableClient table = storage.Titles;

    /// <summary>Reads a title's own row.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row, or null when there is no such title.</returns>
    public async Task<TitleRow?> FindAsync(TitleId id, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            id.ToString(), TitleRows.TitleKey, cancellationToken: cancellationToken);
        return found.HasValue && TitleRows.ReadTitle(found.Value!) is { Removed: false } row ? row : null;
    }

    /// <summary>Reads the row of a title that is being removed.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row, or null when no title of that id is being removed.</returns>
    public async Task<TitleRow?> FindRemovedAsync(TitleId id, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            id.ToString(), TitleRows.TitleKey, cancellationToken: cancellationToken);
        return found.HasValue && TitleRows.ReadTitle(found.Value!) is { Removed: true } row ? row : null;
    }

    /// <summary>Reads a title's own row, which must be there.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row.</returns>
    /// <exception cref="TitleGoneException">The title was removed meanwhile.</exception>
    public async Task<TitleRow> GetAsync(TitleId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw new TitleGoneException(id);

    /// <summary>Reads what people see and edit of a title, in one query.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The title with its selection and cast, or null when there is no such title.</returns>
    public async Task<TitleState?> FindStateAsync(TitleId id, CancellationToken cancellationToken)
    {
        var (from, to) = (TitleRows.CastPrefix, TitleRows.End(TitleRows.ChoicePrefix));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {id.ToString()} and (RowKey eq {TitleRows.TitleKey} or (RowKey ge {from} and RowKey lt {to}))");
        return (await ReadAsync(filter, cancellationToken)).State();
    }

    /// <summary>Reads a title's whole partition in one query.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>All of it, or null when there is no such title.</returns>
    public async Task<TitleSnapshot?> FindSnapshotAsync(TitleId id, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()}");
        return (await ReadAsync(filter, cancellationToken)).Snapshot();
    }

    /// <summary>Reads a title's whole partition, which must be there.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>All of it.</returns>
    /// <exception cref="TitleGoneException">The title was removed meanwhile.</exception>
    public async Task<TitleSnapshot> GetSnapshotAsync(TitleId id, CancellationToken cancellationToken) =>
        await FindSnapshotAsync(id, cancellationToken) ?? throw new TitleGoneException(id);

    private async Task<TitlePartition> ReadAsync(string filter, CancellationToken cancellationToken)
    {
        var read = new TitlePartition();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)) read.Add(entity);
        return read;
    }

    /// <summary>Reads one candidate.</summary>
    /// <param name="id">The title.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="key">The candidate's key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The candidate, or null when there is none.</returns>
    public async Task<CandidateRecord?> FindCandidateAsync(TitleId id, AssetType type, string key, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            id.ToString(), TitleRows.CandidateKey(type, key), cancellationToken: cancellationToken);
        return found.HasValue ? found.Value!.Record<CandidateRecord>() : null;
    }

    /// <summary>Reads a title's own row and what is known of the last fetches from its providers, in one query.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row, and one fetch for each provider that was ever asked; null when there is no such title.</returns>
    public async Task<(TitleRow Row, IReadOnlyList<ProviderFetch> Fetches)?> FindFetchesAsync(TitleId id, CancellationToken cancellationToken)
    {
        var (from, to) = (TitleRows.ProviderPrefix, TitleRows.End(TitleRows.ProviderPrefix));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {id.ToString()} and (RowKey eq {TitleRows.TitleKey} or (RowKey ge {from} and RowKey lt {to}))");
        return (await ReadAsync(filter, cancellationToken)).Snapshot() is { } read ? (read.Row, read.Fetches) : null;
    }

    /// <summary>Adds a title that was not there before.</summary>
    /// <param name="title">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when one of that id is there already, which is left as it is.</returns>
    public async Task<bool> TryAddAsync(Title title, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(TitleRows.Row(new TitleRow(title)), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Replaces a title's own row, unless someone else wrote or deleted it since it was read.</summary>
    /// <param name="row">The row, with the version it was read at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when someone else wrote it meanwhile; read again and decide anew.</returns>
    public async Task<bool> TryReplaceAsync(TitleRow row, CancellationToken cancellationToken)
    {
        try
        {
            await table.UpdateEntityAsync(TitleRows.Row(row), row.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>Writes candidates, in transactions of up to 100.</summary>
    /// <param name="id">The title.</param>
    /// <param name="records">The candidates.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when all are written.</returns>
    public async Task WriteAsync(TitleId id, IEnumerable<CandidateRecord> records, CancellationToken cancellationToken)
    {
        foreach (var batch in records.Chunk(TransactionSize))
        {
            await table.SubmitTransactionAsync(
                batch.Select(record => new TableTransactionAction(TableTransactionActionType.UpsertReplace, TitleRows.Row(id, record))),
                cancellationToken);
        }
    }

    /// <summary>Writes one candidate.</summary>
    /// <param name="id">The title.</param>
    /// <param name="record">The candidate.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is written.</returns>
    public Task WriteAsync(TitleId id, CandidateRecord record, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(TitleRows.Row(id, record), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Writes one kept file, unless the title has it already.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cached">The file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is there.</returns>
    public async Task AddIfMissingAsync(TitleId id, CachedAsset cached, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(TitleRows.Row(id, cached), cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // The row that is there tells since when, and where from.
        }
    }

    /// <summary>Writes what came of a fetch.</summary>
    /// <param name="id">The title.</param>
    /// <param name="fetch">The fetch.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is written.</returns>
    public Task WriteAsync(TitleId id, ProviderFetch fetch, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(TitleRows.Row(id, fetch), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Changes the title, its choices, its kept files and its cast in one transaction, unless someone else changed the title.</summary>
    /// <param name="row">The title's row, with the version it was read at.</param>
    /// <param name="changes">What changes with it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when someone else wrote the title meanwhile; nothing has changed then.</returns>
    public async Task<bool> TryCommitAsync(TitleRow row, PartitionChanges changes, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(Actions(row, changes), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }

    private static IEnumerable<TableTransactionAction> Actions(TitleRow row, PartitionChanges changes)
    {
        var id = row.Title.Id;
        return
        [
            new TableTransactionAction(TableTransactionActionType.UpdateReplace, TitleRows.Row(row), row.ETag),
            .. changes.Choices.Select(choice => Write(TitleRows.Row(id, choice))),
            .. changes.Past.Select(past => Write(TitleRows.Row(id, past))),
            .. changes.Forgotten.Select(past => Delete(TitleRows.Row(id, past))),
            .. changes.Candidates.Select(record => Write(TitleRows.Row(id, record))),
            .. changes.Cached.Select(file => Write(TitleRows.Row(id, file))),
            .. changes.Released.SelectMany(file => TitleRows.Release(id, file)),
            .. changes.Cast.Written.Select(member => Write(TitleRows.Row(id, member))),
            .. changes.Left.Select(person => Write(TitleRows.LeftRow(id, person))),
            .. changes.Arrived.Select(person => Delete(TitleRows.LeftRow(id, person))),
            .. changes.Cast.Vacated.Select(order => Delete(new TableEntity(id.ToString(), TitleRows.CastKey(order)))),
        ];
    }

    private static TableTransactionAction Write(TableEntity entity) => new(TableTransactionActionType.UpsertReplace, entity);

    private static TableTransactionAction Delete(TableEntity entity) => new(TableTransactionActionType.Delete, entity, ETag.All);

    /// <summary>Forgets a file that was let go.</summary>
    /// <param name="id">The title.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when its row is gone.</returns>
    public Task ForgetReleasedAsync(TitleId id, CachedAsset file, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(TitleRows.ReleasedRow(id, file), cancellationToken: cancellationToken);

    /// <summary>Notes that people may come to count a title though its cast does not name them, before they do.</summary>
    /// <param name="id">The title.</param>
    /// <param name="people">TMDB's numbers of the people, at most 100.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is noted, anew where it was before.</returns>
    public Task NoteLeftAsync(TitleId id, IEnumerable<int> people, CancellationToken cancellationToken) =>
        table.SubmitTransactionAsync(people.Select(person => Write(TitleRows.LeftRow(id, person))), cancellationToken);

    /// <summary>Reads who is to be told that they are not in a title's cast.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>TMDB's numbers of the people, each with the version of the note.</returns>
    public async Task<IReadOnlyList<(int PersonId, ETag Version)>> FindLeftAsync(TitleId id, CancellationToken cancellationToken)
    {
        var (from, to) = (TitleRows.LeftPrefix, TitleRows.End(TitleRows.LeftPrefix));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()} and RowKey ge {from} and RowKey lt {to}");
        var left = new List<(int PersonId, ETag Version)>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            left.Add((row.GetInt32("PersonId") ?? 0, row.ETag));
        }

        return left;
    }

    /// <summary>Forgets that someone is to be told, unless it was noted anew since it was read.</summary>
    /// <param name="id">The title.</param>
    /// <param name="personId">TMDB's number of the person.</param>
    /// <param name="version">The version of the note.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when a run has noted it anew.</returns>
    public async Task<bool> TryForgetLeftAsync(TitleId id, int personId, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(TitleRows.LeftRow(id, personId), version, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            return false;
        }
    }

    /// <summary>Forgets that someone was in the cast.</summary>
    /// <param name="id">The title.</param>
    /// <param name="personId">TMDB's number of the person.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when the row is gone.</returns>
    public Task ForgetLeftAsync(TitleId id, int personId, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(TitleRows.LeftRow(id, personId), cancellationToken: cancellationToken);

    /// <summary>Whether a title is in the library and has a file among those that are kept for it.</summary>
    /// <param name="id">The title.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="sha">The hash of its bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when there is no such title, it is being removed, or it does not have the file.</returns>
    public async Task<bool> KeepsAsync(TitleId id, AssetType type, Sha256Hash sha, CancellationToken cancellationToken)
    {
        var key = TitleRows.CachedKey(type, sha);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {id.ToString()} and (RowKey eq {TitleRows.TitleKey} or RowKey eq {key})");
        return (await ReadAsync(filter, cancellationToken)).Snapshot() is { Cached.Count: > 0 };
    }

    /// <summary>Reads one kept file.</summary>
    /// <param name="id">The title.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="sha">The hash of its bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The file, or null when there is none.</returns>
    public async Task<CachedAsset?> FindCachedAsync(TitleId id, AssetType type, Sha256Hash sha, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            id.ToString(), TitleRows.CachedKey(type, sha), cancellationToken: cancellationToken);
        return found.HasValue ? found.Value!.Record<CachedAsset>() : null;
    }
}

/// <summary>A title was removed while a run worked on it.</summary>
/// <param name="id">The title.</param>
public sealed class TitleGoneException(TitleId id) : Exception($"The title '{id}' is no longer in the library; register it again to enrich it.");
