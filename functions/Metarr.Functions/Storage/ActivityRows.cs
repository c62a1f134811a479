using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace Metarr.Functions.Storage;

/// <summary>The keys and columns of activity: a partition per day, newest first, both days and the entries within them.</summary>
/// <remarks>
/// An entry has two rows of one partition, written in one transaction: the entry itself by its time, and one by its hash that points
/// to it and so keeps a repeat from becoming a second entry.
/// </remarks>
internal static class ActivityRows
{
    public const string EntryPrefix = "at:";

    /// <summary>What follows the prefix of entries: all their keys lie below it.</summary>
    public const string EntryEnd = "at;";

    public const string KindColumn = "Kind";
    public const string StateColumn = "State";
    public const string RowColumn = "Row";

    private const string HashPrefix = "id:";
    private const string BodyColumn = "Body";
    private const int LastDay = 99_999_999;
    private const int HashLength = 32;

    // A column holds up to 64 KiB, and a row 1 MiB.
    private const int ColumnBytes = 60 * 1024;

    public static string Hash(string source, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(source));
        hash.AppendData([0]);
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..HashLength];
    }

    public static string Id(DateTimeOffset at, string hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyyMMdd}_{hash}");

    /// <summary>The partition and the pointing row of an id, or null when the text is none.</summary>
    public static (string Partition, string Pointer)? Keys(string id) =>
        id.Length == 8 + 1 + HashLength && id[8] == '_' && id.Where((_, i) => i != 8).All(char.IsAsciiHexDigitLower)
        && int.TryParse(id.AsSpan(0, 8), NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            ? (Partition(day), HashPrefix + id[9..])
            : null;

    public static string Partition(DateTimeOffset at) =>
        Partition((at.UtcDateTime.Year * 10_000) + (at.UtcDateTime.Month * 100) + at.UtcDateTime.Day);

    public static string EntryKey(ActivityEntry entry) => string.Create(
        CultureInfo.InvariantCulture, $"{EntryPrefix}{DateTime.MaxValue.Ticks - entry.At.UtcTicks:D19}:{entry.Id[9..]}");

    public static TableEntity Row(ActivityEntry entry, string partition, string rowKey)
    {
        var row = StoredJson.Row(partition, rowKey, entry);
        row[KindColumn] = entry.Kind.ToString();
        row[StateColumn] = entry.State.ToString();
        return row;
    }

    public static void AddBody(TableEntity row, ReadOnlySpan<byte> body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(body);
        var rest = packed.GetBuffer().AsSpan(0, (int)packed.Length);
        for (var part = 0; rest.Length > 0; part++)
        {
            var length = Math.Min(rest.Length, ColumnBytes);
            row[$"{BodyColumn}{part}"] = rest[..length].ToArray();
            rest = rest[length..];
        }
    }

    public static byte[] Body(TableEntity row)
    {
        using var packed = new MemoryStream();
        for (var part = 0; row.GetBinary($"{BodyColumn}{part}") is { } bytes; part++) packed.Write(bytes);
        packed.Position = 0;
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var body = new MemoryStream();
        gzip.CopyTo(body);
        return body.ToArray();
    }

    private static string Partition(int day) => (LastDay - day).ToString("D8", CultureInfo.InvariantCulture);
}
