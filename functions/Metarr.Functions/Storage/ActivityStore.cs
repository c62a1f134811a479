using System.Text;
using Azure;
using Azure.Data.Tables;

namespace Metarr.Functions.Storage;

/// <summary>Keeps what happened from outside, for 30 days.</summary>
public sealed class ActivityStore(StorageClients storage, TimeProvider time)
{
    /// <summary>How long entries are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int TransactionSize = 100;
    private const string FailurePartition = "failures";
    private const string ReasonColumn = "Reason";

    private static readonly string[] WithoutBody = ["PartitionKey", "RowKey", "Json"];

    private readonly TableClient table = storage.Activity;

    /// <summary>Records something that came; the same once more on one day counts up the entry that is there.</summary>
    /// <param name="kind">The sort of thing.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="eventType">Its type in the sender's word.</param>
    /// <param name="body">What came, which is kept whole.</param>
    /// <param name="told">Fills in state, outcome and subject.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entry as it is kept.</returns>
    public async Task<ActivityEntry> RecordAsync(
        ActivityKind kind,
        string source,
        string eventType,
        ReadOnlyMemory<byte> body,
        Func<ActivityEntry, ActivityEntry> told,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var entry = told(new ActivityEntry(ActivityRows.Id(now, ActivityRows.Hash(source, body.Span)), kind, source, eventType, now));
        var (partition, pointer) = ActivityRows.Keys(entry.Id)!.Value;
        var row = ActivityRows.Row(entry, partition, ActivityRows.EntryKey(entry));
        ActivityRows.AddBody(row, body.Span);
        var pointing = new TableEntity(partition, pointer) { [ActivityRows.RowColumn] = row.RowKey };
        try
        {
            TableTransactionAction[] both = [new(TableTransactionActionType.Add, pointing), new(TableTransactionActionType.Add, row)];
            await table.SubmitTransactionAsync(both, cancellationToken);
            return entry;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return await UpdateAsync(
                entry.Id, before => told(before with { Times = before.Times + 1, LastAt = now }), cancellationToken) ?? entry;
        }
    }

    /// <summary>Reads an entry.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entry, or null when there is none.</returns>
    public async Task<ActivityEntry?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await FindRowAsync(id, WithoutBody, cancellationToken))?.Record<ActivityEntry>();

    /// <summary>Reads an entry with what came.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entry and the body, or null when there is none.</returns>
    public async Task<(ActivityEntry Entry, ReadOnlyMemory<byte> Body)?> FindWithBodyAsync(string id, CancellationToken cancellationToken) =>
        await FindRowAsync(id, select: null, cancellationToken) is { } row
            ? (row.Record<ActivityEntry>(), ActivityRows.Body(row))
            : null;

    /// <summary>Changes an entry.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="change">Makes the new entry of the old; called again when someone else wrote meanwhile.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entry as it is kept now, or null when there is none.</returns>
    public async Task<ActivityEntry?> UpdateAsync(
        string id, Func<ActivityEntry, ActivityEntry> change, CancellationToken cancellationToken)
    {
        while (await FindRowAsync(id, WithoutBody, cancellationToken) is { } row)
        {
            var changed = change(row.Record<ActivityEntry>());
            try
            {
                // Merged, so that the columns of the body stay as they are.
                var update = ActivityRows.Row(changed, row.PartitionKey, row.RowKey);
                await table.UpdateEntityAsync(update, row.ETag, TableUpdateMode.Merge, cancellationToken);
                return changed;
            }
            catch (RequestFailedException exception) when (exception.Status == 412)
            {
                // Someone else wrote it since it was read; decide anew.
            }
        }

        return null;
    }

    /// <summary>Lists entries, newest first.</summary>
    /// <param name="kind">Only those of a kind, or all.</param>
    /// <param name="after">Where the page before ended; the start for the first page.</param>
    /// <param name="size">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The page, and where it ends when there may be more.</returns>
    public async Task<(IReadOnlyList<ActivityEntry> Entries, ActivityCursor? Next)> ListAsync(
        ActivityKind? kind, ActivityCursor after, int size, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey gt {after.Partition} or (PartitionKey eq {after.Partition} and RowKey gt {after.Row})");
        filter = $"({filter}) and "
            + TableClient.CreateQueryFilter($"RowKey ge {ActivityRows.EntryPrefix} and RowKey lt {ActivityRows.EntryEnd}");
        if (kind is { } only) filter += " and " + TableClient.CreateQueryFilter($"Kind eq {only.ToString()}");
        var entries = new List<ActivityEntry>(size);
        await foreach (var row in table.QueryAsync<TableEntity>(filter, size + 1, WithoutBody, cancellationToken))
        {
            if (entries.Count == size) return (entries, after);
            entries.Add(row.Record<ActivityEntry>());
            after = new ActivityCursor(row.PartitionKey, row.RowKey);
        }

        return (entries, null);
    }

    /// <summary>Lists entries that wait to be worked on and have waited for long.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="before">Those that last came before this moment, at most a day ago.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entries.</returns>
    public async Task<IReadOnlyList<ActivityEntry>> ListWaitingAsync(
        ActivityKind kind, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (newest, oldest) = (ActivityRows.Partition(time.GetUtcNow()), ActivityRows.Partition(before.AddDays(-1)));
        var (ofKind, queued) = (kind.ToString(), nameof(ActivityState.Queued));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {newest} and PartitionKey le {oldest} and Kind eq {ofKind} and State eq {queued}");
        var entries = new List<ActivityEntry>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: WithoutBody, cancellationToken: cancellationToken))
        {
            if (row.Record<ActivityEntry>() is var entry && entry.LastAt < before) entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Notes why a message failed, in case it is set aside.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="message">The message's text.</param>
    /// <param name="reason">Why, in a sentence.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is noted.</returns>
    public Task NoteFailureAsync(string queue, string message, string reason, CancellationToken cancellationToken) => table.UpsertEntityAsync(
        new TableEntity(FailurePartition, FailureKey(queue, message)) { [ReasonColumn] = reason }, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Why a message failed last.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="message">The message's text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The reason, or null when none was noted.</returns>
    public async Task<string?> FindFailureAsync(string queue, string message, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            FailurePartition, FailureKey(queue, message), cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetString(ReasonColumn) : null;
    }

    /// <summary>Removes what is older than <see cref="Kept"/>.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many rows were removed.</returns>
    public async Task<int> RemoveOldAsync(CancellationToken cancellationToken)
    {
        var limit = time.GetUtcNow() - Kept;
        var day = ActivityRows.Partition(limit);
        var filter = TableClient.CreateQueryFilter(
            $"(PartitionKey gt {day} and PartitionKey lt {FailurePartition}) or (PartitionKey eq {FailurePartition} and Timestamp lt {limit})");
        var old = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            old.Add(row);
        }

        foreach (var batch in old.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(TransactionSize)))
        {
            var actions = batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All));
            await table.SubmitTransactionAsync(actions, cancellationToken);
        }

        return old.Count;
    }

    private static string FailureKey(string queue, string message) => ActivityRows.Hash(queue, Encoding.UTF8.GetBytes(message));

    private async Task<TableEntity?> FindRowAsync(string id, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        if (ActivityRows.Keys(id) is not (var partition, var pointer)) return null;
        var pointing = await table.GetEntityIfExistsAsync<TableEntity>(partition, pointer, cancellationToken: cancellationToken);
        if (!pointing.HasValue) return null;
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            partition, pointing.Value!.GetString(ActivityRows.RowColumn)!, select, cancellationToken);
        return row.HasValue ? row.Value : null;
    }
}

/// <summary>A place in the list of entries.</summary>
/// <param name="Partition">The day's partition.</param>
/// <param name="Row">The row within it.</param>
public readonly record struct ActivityCursor(string Partition, string Row)
{
    /// <summary>Before the newest entry.</summary>
    public static ActivityCursor Start { get; } = new("0", "0");

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cursor">The place, when the text names one.</param>
    /// <returns>True when it does.</returns>
    public static bool TryParse(string text, out ActivityCursor cursor)
    {
        var parts = text.Split('~');
        cursor = parts.Length == 2 ? new ActivityCursor(parts[0], ActivityRows.EntryPrefix + parts[1].Replace('.', ':')) : default;
        return parts.Length == 2 && parts.All(part => part.Length is > 0 and < 80 && part.All(c => char.IsAsciiHexDigitLower(c) || c == '.'));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Partition}~{Row[ActivityRows.EntryPrefix.Length..].Replace(':', '.')}";
}
