using Azure;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>A change of slim rows of one partition, as it was written.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Before">The version of its statistics that the change was made on; null when it had none.</param>
/// <param name="After">Their version since then, when the service told.</param>
/// <param name="Rows">The titles whose rows have changed, with the new row; null for one that is gone.</param>
internal sealed record ShardChange(string Partition, ETag? Before, ETag? After, IReadOnlyList<(TitleId Id, LibraryEntry? Entry)> Rows);

/// <summary>The slim rows of one partition as of a version of its statistics, in the order of names.</summary>
internal sealed class LibraryShard
{
    private readonly LibraryEntry[] entries;

    private LibraryShard(ETag? version, LibraryEntry[] entries) => (Version, this.entries) = (version, entries);

    /// <summary>The version of the statistics that the rows go with; null when there are none.</summary>
    public ETag? Version { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<LibraryEntry> Entries => entries;

    /// <summary>A partition as it was read.</summary>
    /// <param name="version">The version of its statistics, read before the rows.</param>
    /// <param name="entries">The rows in any order.</param>
    public static LibraryShard Of(ETag? version, IEnumerable<LibraryEntry> entries)
    {
        var sorted = entries.ToArray();
        Array.Sort(sorted, LibraryEntry.CompareNames);
        return new LibraryShard(version, sorted);
    }

    /// <summary>The partition after a change, or null when the change was made on another version than this, and has to be read.</summary>
    public LibraryShard? After(ShardChange change)
    {
        if (change is not { Before: { } before, After: { } after } || Version != before) return null;
        var changed = change.Rows.Select(row => row.Id).ToHashSet();
        var now = entries.Where(entry => !changed.Contains(entry.Id)).ToList();
        var order = Comparer<LibraryEntry>.Create(LibraryEntry.CompareNames);
        foreach (var entry in change.Rows.Select(row => row.Entry).OfType<LibraryEntry>()) now.Insert(~now.BinarySearch(entry, order), entry);
        return new LibraryShard(after, [.. now]);
    }
}
