using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;

namespace Metarr.Functions.Storage;

/// <summary>Reads lists of slim rows, and of each partition only what it does not hold already.</summary>
/// <remarks>
/// No slim row changes without its partition's statistics, so the version of that one row tells whether what was read before is still
/// true, whichever instance wrote: a list of 20,000 titles that nobody changed costs 16 small reads. Callers at the same time share one
/// look, but never one that began before they asked: what a caller has written, the caller sees.
/// </remarks>
internal sealed class LibraryListing(TableClient table)
{
    private readonly ConcurrentDictionary<string, Shard> shards = new();
    private readonly ConcurrentDictionary<string, SharedLook<IReadOnlyList<LibraryEntry>>> looks = new();
    private readonly ConcurrentDictionary<string, Sorted> lists = new();

    /// <summary>Reads partitions, in the order of names.</summary>
    public Task<IReadOnlyList<LibraryEntry>> ReadAsync(IReadOnlyList<string> partitions, CancellationToken cancellationToken) => looks
        .GetOrAdd(partitions[0], _ => new SharedLook<IReadOnlyList<LibraryEntry>>(() => ListAsync(partitions)))
        .ReadAsync(cancellationToken);

    private async Task<IReadOnlyList<LibraryEntry>> ListAsync(IReadOnlyList<string> partitions)
    {
        var current = await Task.WhenAll(partitions.Select(ReadAsync));
        if (lists.TryGetValue(partitions[0], out var known) && known.Shards.SequenceEqual(current)) return known.Entries;

        var entries = current.SelectMany(shard => shard.Entries).ToArray();
        Array.Sort(entries, LibraryEntry.CompareNames);
        lists[partitions[0]] = new Sorted(current, entries);
        return entries;
    }

    private async Task<Shard> ReadAsync(string partition)
    {
        // The version first: what is read after it is not older than it says.
        var tally = await table.GetEntityIfExistsAsync<TableEntity>(partition, LibraryShards.TallyKey, select: ["PartitionKey"]);
        ETag? version = tally.HasValue ? tally.Value!.ETag : null;
        var known = shards.GetValueOrDefault(partition);
        if (version is not null && known?.Version == version) return known!;

        var entries = new List<LibraryEntry>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter))
        {
            if (row.RowKey != LibraryShards.TallyKey) entries.Add(row.Entry());
        }

        var isStillEmpty = version is null && entries.Count == 0 && known is { Version: null, Entries.Count: 0 };
        return isStillEmpty ? known! : shards[partition] = new Shard(version, entries);
    }

    /// <summary>A partition as it was read; compared by reference.</summary>
    private sealed class Shard(ETag? version, List<LibraryEntry> entries)
    {
        public ETag? Version { get; } = version;

        public List<LibraryEntry> Entries { get; } = entries;
    }

    private sealed record Sorted(Shard[] Shards, LibraryEntry[] Entries);
}
