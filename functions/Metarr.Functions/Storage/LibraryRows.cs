using Azure.Data.Tables;

namespace Metarr.Functions.Storage;

/// <summary>The slim rows as they are stored.</summary>
/// <remarks>
/// Most runs change nothing that lists show but the time. So that they need not read and write the rest, the time stands in a column of
/// its own beside the record, and the later of the two counts.
/// </remarks>
internal static class LibraryRows
{
    private const string TimeColumn = "EnrichedAt";

    /// <summary>What lists show.</summary>
    public static LibraryEntry Entry(this TableEntity row)
    {
        var entry = row.Record<LibraryEntry>();
        return row.GetDateTimeOffset(TimeColumn) is { } touched && !(touched < entry.EnrichedAt) ? entry with { EnrichedAt = touched } : entry;
    }

    /// <summary>The row of an entry.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="before">The row that it replaces, whose time stays when it is later; null for a new one.</param>
    public static TableEntity Row(string partition, LibraryEntry entry, TableEntity? before)
    {
        var row = StoredJson.Row(partition, entry.Id.Value, entry);
        row[TimeColumn] = before?.GetDateTimeOffset(TimeColumn) is { } touched && !(touched < entry.EnrichedAt) ? touched : entry.EnrichedAt;
        return row;
    }

    /// <summary>The change of a row's time alone.</summary>
    public static TableEntity Touch(string partition, string id, DateTimeOffset enrichedAt) =>
        new(partition, id) { [TimeColumn] = enrichedAt };
}
