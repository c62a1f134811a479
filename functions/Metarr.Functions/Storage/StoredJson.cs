using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;

namespace Metarr.Functions.Storage;

/// <summary>How records are kept in table columns: compact JSON, nulls left out.</summary>
/// <remarks>
/// A column holds 64 KiB of UTF-16, a row 1 MiB; a long record goes on in further columns. All but ASCII is escaped, six characters for one:
/// Azurite spoils letters of several bytes where a request reaches it in pieces.
/// </remarks>
internal static class StoredJson
{
    private const string Column = "Json";

    /// <summary>The most characters of one column.</summary>
    private const int ColumnLength = 32 * 1024 - 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    /// <summary>A row that holds a record.</summary>
    public static TableEntity Row<T>(string partition, string row, T value)
    {
        var entity = new TableEntity(partition, row);
        var rest = Write(value).AsSpan();
        for (var part = 0; rest.Length > 0; part++)
        {
            var length = Math.Min(rest.Length, ColumnLength);
            entity[Name(part)] = rest[..length].ToString();
            rest = rest[length..];
        }

        return entity;
    }

    /// <summary>The record that a row holds.</summary>
    public static T Record<T>(this TableEntity row)
    {
        var json = row.GetString(Column) ?? throw new JsonException($"The row '{row.RowKey}' of '{row.PartitionKey}' holds no record.");
        for (var part = 1; row.GetString(Name(part)) is { } more; part++) json += more;
        return Read<T>(json);
    }

    private static string Name(int part) => part == 0 ? Column : string.Create(CultureInfo.InvariantCulture, $"{Column}{part}");
}
