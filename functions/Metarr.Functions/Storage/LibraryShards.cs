using Azure;
using Azure.Data.Tables;
using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Changes the slim rows of one partition together with the partition's statistics.</summary>
/// <remarks>
/// What a change does to the statistics is told by the row it replaces. Both are written in one transaction on the condition that the
/// statistics are still those that were read, and no slim row changes without them; so each change counts exactly once, whoever else
/// writes at the same time, and however often a step is repeated or killed.
/// </remarks>
/// <param name="table">The table of the library.</param>
/// <param name="changed">Hears of each change once it is written.</param>
internal sealed class LibraryShards(TableClient table, Action<ShardChange> changed)
{
    /// <summary>The row of the statistics; no title's id has a colon.</summary>
    public const string TallyKey = ":tally";

    /// <summary>The most rows an entity-group transaction takes.</summary>
    private const int TransactionSize = 100;

    /// <summary>How often many rows are tried at once; after that each makes its own way past the other writers.</summary>
    private const int AddAttempts = 5;

    /// <summary>Reads the statistics of a partition.</summary>
    public async Task<LibraryTally> ReadAsync(string partition, CancellationToken cancellationToken) =>
        (await FindAsync(partition, TallyKey, cancellationToken))?.Record<LibraryTally>() ?? LibraryTally.Of([]);

    /// <summary>Changes one slim row.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="id">The title.</param>
    /// <param name="change">Makes the new row of the one that is stored; may be asked several times. Null removes it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task ChangeAsync(
        string partition, TitleId id, Func<LibraryEntry?, LibraryEntry?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The statistics first: what is read after them is not older than they are, or the transaction will tell.
            var tallyRow = await FindAsync(partition, TallyKey, cancellationToken);
            var row = await FindAsync(partition, id.Value, cancellationToken);
            var before = row?.Record<LibraryEntry>();
            var after = change(before);
            if (after == before) return;

            var tally = tallyRow?.Record<LibraryTally>().Replace(before?.Standing, after?.Standing)
                ?? await CountAsync(partition, id, after, cancellationToken);
            var slim = after is null ? null : LibraryRows.Row(partition, after, row);
            if (await TryWriteAsync(partition, id, slim, tally, tallyRow?.ETag, cancellationToken)) return;
        }
    }

    /// <summary>Changes the time of a slim row, which the statistics do not depend on.</summary>
    /// <remarks>The statistics' row gets a new version all the same, so that whoever is changing the slim row now reads it again.</remarks>
    /// <returns>False when the partition has no such row, or no statistics.</returns>
    public async Task<bool> TryTouchAsync(string partition, TitleId id, DateTimeOffset enrichedAt, CancellationToken cancellationToken)
    {
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.UpdateMerge, new TableEntity(partition, TallyKey), ETag.All),
            new(TableTransactionActionType.UpdateMerge, LibraryRows.Touch(partition, id.Value, enrichedAt), ETag.All),
        ];
        try
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);

            // On which version it was made nobody knows, so the partition has to be read.
            changed(new ShardChange(partition, Before: null, After: null, []));
            return true;
        }
        catch (RequestFailedException exception) when (exception is { Status: 404, ErrorCode: "ResourceNotFound" })
        {
            return false;
        }
    }

    /// <summary>Adds slim rows to one partition in transactions; those that are there already are changed one by one.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="entries">The rows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task AddAsync(string partition, IReadOnlyList<LibraryEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var batch in entries.Chunk(TransactionSize - 1))
        {
            if (await TryAddAsync(partition, batch, cancellationToken)) continue;
            foreach (var entry in batch) await ChangeAsync(partition, entry.Id, known => known ?? entry, cancellationToken);
        }
    }

    private async Task<bool> TryAddAsync(string partition, LibraryEntry[] entries, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < AddAttempts; attempt++)
        {
            // A partition without statistics is counted by the change of a single row.
            if (await FindAsync(partition, TallyKey, cancellationToken) is not { } tallyRow) return false;
            var known = tallyRow.Record<LibraryTally>();
            if (entries.Aggregate<LibraryEntry, LibraryTally?>(known, (sum, entry) => sum?.Replace(null, entry.Standing)) is not { } tally) return false;
            TableTransactionAction[] actions =
            [
                new(TableTransactionActionType.UpdateReplace, StoredJson.Row(partition, TallyKey, tally), tallyRow.ETag),
                .. entries.Select(entry => new TableTransactionAction(
                    TableTransactionActionType.Add, LibraryRows.Row(partition, entry, before: null))),
            ];
            try
            {
                var written = await table.SubmitTransactionAsync(actions, cancellationToken);
                var rows = entries.Select(entry => (entry.Id, (LibraryEntry?)entry)).ToList();
                changed(new ShardChange(partition, tallyRow.ETag, written.Value[0].Headers.ETag, rows));
                return true;
            }
            catch (RequestFailedException exception) when (exception.Status == 409)
            {
                return false;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 412)
            {
                // Another writer changed the statistics first.
            }
        }

        return false;
    }

    private async Task<TableEntity?> FindAsync(string partition, string rowKey, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(partition, rowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    /// <summary>Counts all titles of the partition as they will be with one changed.</summary>
    private async Task<LibraryTally> CountAsync(
        string partition, TitleId id, LibraryEntry? after, CancellationToken cancellationToken)
    {
        var standings = new List<TitleStanding>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.RowKey != TallyKey && row.RowKey != id.Value) standings.Add(row.Record<LibraryEntry>().Standing);
        }

        if (after is not null) standings.Add(after.Standing);
        return LibraryTally.Of(standings);
    }

    private async Task<bool> TryWriteAsync(
        string partition, TitleId id, TableEntity? slim, LibraryTally tally, ETag? tallyVersion, CancellationToken cancellationToken)
    {
        var tallyRow = StoredJson.Row(partition, TallyKey, tally);
        TableTransactionAction[] actions =
        [
            tallyVersion is { } read
                ? new(TableTransactionActionType.UpdateReplace, tallyRow, read)
                : new(TableTransactionActionType.Add, tallyRow),
            slim is null
                ? new(TableTransactionActionType.Delete, new TableEntity(partition, id.Value), ETag.All)
                : new(TableTransactionActionType.UpsertReplace, slim),
        ];
        try
        {
            var written = await table.SubmitTransactionAsync(actions, cancellationToken);
            changed(new ShardChange(partition, tallyVersion, written.Value[0].Headers.ETag, [(id, slim?.Entry())]));
            return true;
        }
        catch (RequestFailedException exception) when (exception is { Status: 409 or 412 } or { Status: 404, ErrorCode: "ResourceNotFound" })
        {
            // Another writer was first: it changed or made the statistics, or took the row away.
            return false;
        }
    }
}
