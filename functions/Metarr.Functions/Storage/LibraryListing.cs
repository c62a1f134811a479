using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;

namespace Metarr.Functions.Storage;

/// <summary>Reads the list of one kind, and of each partition only what it does not hold already.</summary>
/// <remarks>
/// No slim row changes without its partition's statistics, so the version of that one row tells whether what was read before is still
/// true, whichever instance wrote: a list of 20,000 titles that nobody changed costs 16 small reads. What this instance writes it puts
/// into what it holds, so that its own changes are not read back. Callers at the same time share one look, but never one that began
/// before they asked: what a caller has written, the caller sees.
/// </remarks>
internal sealed class LibraryListing
{
    private readonly TableClient table;
    private readonly IReadOnlyList<string> partitions;
    private readonly SharedLook<LibraryList> looks;
    private readonly ConcurrentDictionary<string, LibraryShard> shards = new();
    private Merged? merged;

    /// <summary>Makes a reader.</summary>
    /// <param name="table">The table of the library.</param>
    /// <param name="partitions">The kind's partitions.</param>
    /// <param name="time">The clock.</param>
    public LibraryListing(TableClient table, IReadOnlyList<string> partitions, TimeProvider time)
    {
        (this.table, this.partitions) = (table, partitions);
        looks = new SharedLook<LibraryList>(LookAsync, time);
    }

    /// <summary>Reads the list as of this call or later.</summary>
    public Task<LibraryList> ReadAsync(CancellationToken cancellationToken) => looks.ReadAsync(cancellationToken);

    /// <summary>Reads the list as it was a moment ago, unless this instance has changed it since.</summary>
    public Task<LibraryList> ReadAsync(TimeSpan longestAge, CancellationToken cancellationToken) => looks.ReadAsync(longestAge, cancellationToken);

    /// <summary>Takes in what this instance has written.</summary>
    public void Follow(ShardChange change)
    {
        var isKnown = shards.TryGetValue(change.Partition, out var known);
        var changed = isKnown ? known!.After(change) : null;
        if (changed is null || !shards.TryUpdate(change.Partition, changed, known!)) looks.Change();
        else looks.Change(list => Amended(list, known!, changed));
    }

    /// <summary>The list with one partition as it is now, or null when it is not made of the one that was changed.</summary>
    private LibraryList? Amended(LibraryList list, LibraryShard before, LibraryShard after)
    {
        if (merged is not { } known || known.List != list || Array.IndexOf(known.Shards, before) is not (>= 0 and var place)) return null;
        LibraryShard[] now = [.. known.Shards];
        now[place] = after;
        merged = new Merged(now, LibraryList.Of(now));
        return merged.List;
    }

    private async Task<LibraryList> LookAsync()
    {
        var current = await Task.WhenAll(partitions.Select(ReadAsync));
        if (merged is { } known && known.Shards.SequenceEqual(current)) return known.List;
        var list = LibraryList.Of(current);
        merged = new Merged(current, list);
        return list;
    }

    private async Task<LibraryShard> ReadAsync(string partition)
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
        return isStillEmpty ? known! : shards[partition] = LibraryShard.Of(version, entries);
    }

    private sealed record Merged(LibraryShard[] Shards, LibraryList List);
}
