using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;

namespace Metarr.Functions.Storage;

/// <summary>How records are kept in table columns: compact JSON, nulls left out.</summary>
internal static class StoredJson
{
    private const string Column = "Json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    /// <summary>A row that holds a record.</summary>
    public static TableEntity Row<T>(string partition, string row, T value) => new(partition, row) { [Column] = Write(value) };

    /// <summary>The record that a row holds.</summary>
    public static T Record<T>(this TableEntity row) => Read<T>(row.GetString(Column)
        ?? throw new JsonException($"The row '{row.RowKey}' of '{row.PartitionKey}' holds no record."));
}
