using System.Collections;
using System.Collections.Concurrent;

namespace Metarr.Functions.Storage;

/// <summary>All slim rows of one kind in the order of names, and in other orders as they are asked for; it never changes.</summary>
public sealed class LibraryList : IReadOnlyList<LibraryEntry>
{
    private readonly LibraryEntry[] entries;
    private readonly ConcurrentDictionary<string, Lazy<LibraryEntry[]>> orders = new(StringComparer.Ordinal);

    private LibraryList(LibraryEntry[] entries) => this.entries = entries;

    /// <inheritdoc/>
    public int Count => entries.Length;

    /// <inheritdoc/>
    public LibraryEntry this[int index] => entries[index];

    /// <summary>The same rows in another order, sorted when somebody asks for the first time.</summary>
    /// <param name="name">What the order is called.</param>
    /// <param name="order">The order; of the same name always the same one.</param>
    /// <returns>The rows.</returns>
    public IReadOnlyList<LibraryEntry> By(string name, Comparison<LibraryEntry> order) => orders.GetOrAdd(
        name,
        _ => new Lazy<LibraryEntry[]>(() =>
        {
            var sorted = entries.ToArray();
            Array.Sort(sorted, order);
            return sorted;
        })).Value;

    /// <inheritdoc/>
    public IEnumerator<LibraryEntry> GetEnumerator() => ((IEnumerable<LibraryEntry>)entries).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Merges partitions, each of which is in the order of names; sorting all anew would take several times as long.</summary>
    internal static LibraryList Of(IEnumerable<LibraryShard> shards)
    {
        var runs = shards.Select(shard => shard.Entries.ToArray()).ToList();
        while (runs.Count > 1) runs = [.. runs.Chunk(2).Select(pair => pair.Length == 2 ? Merge(pair[0], pair[1]) : pair[0])];
        return new LibraryList(runs.Count == 0 ? [] : runs[0]);
    }

    private static LibraryEntry[] Merge(LibraryEntry[] one, LibraryEntry[] other)
    {
        var merged = new LibraryEntry[one.Length + other.Length];
        for (int i = 0, left = 0, right = 0; i < merged.Length; i++)
        {
            var isLeft = right == other.Length || (left < one.Length && LibraryEntry.CompareNames(one[left], other[right]) <= 0);
            merged[i] = isLeft ? one[left++] : other[right++];
        }

        return merged;
    }
}
