using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tables;

/// <summary>Writes entities as the JSON of the table service. Columns without a value are left out: the service stores no nulls.</summary>
internal static class EntityWriter
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";
    private static readonly JsonEncodedText PartitionKey = JsonEncodedText.Encode(TableEntity.Columns.PartitionKey);
    private static readonly JsonEncodedText RowKey = JsonEncodedText.Encode(TableEntity.Columns.RowKey);

    /// <summary>A writer of entities.</summary>
    /// <remarks>
    /// Only what JSON itself asks for is escaped. By default every quote would become six bytes, and a column that holds JSON is full of
    /// them.
    /// </remarks>
    public static Utf8JsonWriter To(IBufferWriter<byte> output) =>
        new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes an entity as one object.</summary>
    /// <exception cref="NotSupportedException">A column is of a type that the service does not have.</exception>
    public static void Write(Utf8JsonWriter json, ITableEntity entity)
    {
        json.WriteStartObject();
        json.WriteString(PartitionKey, entity.PartitionKey);
        json.WriteString(RowKey, entity.RowKey);
        if (entity is TableEntity dictionary)
            WriteColumns(json, dictionary);
        else
            WriteColumns(json, entity, EntityShape.Of(entity.GetType()));
        json.WriteEndObject();
    }

    private static void WriteColumns(Utf8JsonWriter json, TableEntity entity)
    {
        foreach (var (name, value) in entity.Properties)
        {
            if (value is null || name is TableEntity.Columns.PartitionKey or TableEntity.Columns.RowKey
                or TableEntity.Columns.Timestamp or TableEntity.Columns.ETag)
                continue;
            if (TypeName(value) is { } type)
                json.WriteString(name + TableWords.TypeSuffix, type);
            json.WritePropertyName(name);
            WriteValue(json, name, value);
        }
    }

    private static void WriteColumns(Utf8JsonWriter json, ITableEntity entity, EntityShape shape)
    {
        foreach (var column in shape.Columns)
        {
            if (column.Get?.Invoke(entity) is not { } value)
                continue;
            if (TypeName(value) is { } type)
                json.WriteString(column.EncodedTypeName, type);
            json.WritePropertyName(column.EncodedName);
            WriteValue(json, column.Name, value);
        }
    }

    /// <summary>The annotation of a value whose type its JSON does not show.</summary>
    private static string? TypeName(object value) => value switch
    {
        long or ulong => TableWords.Int64,
        double or float => TableWords.Double,
        Guid => TableWords.Guid,
        DateTime or DateTimeOffset => TableWords.DateTime,
        byte[] or BinaryData => TableWords.Binary,
        _ => null,
    };

    private static void WriteValue(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text: json.WriteStringValue(text); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: WriteFormatted(json, number, default); break;
            case ulong number: WriteFormatted(json, number, default); break;
            case double number: WriteDouble(json, number); break;
            case float number: WriteDouble(json, number); break;
            case Guid id: json.WriteStringValue(id); break;
            case DateTimeOffset time: WriteFormatted(json, time.UtcDateTime, TimeFormat); break;
            case DateTime { Kind: DateTimeKind.Utc } time: WriteFormatted(json, time, TimeFormat); break;
            case DateTime time:
                throw new NotSupportedException($"DateTime {time:o} has a Kind of {time.Kind}. Azure SDK requires it to be UTC.");
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case BinaryData bytes: json.WriteBase64StringValue(bytes.ToMemory().Span); break;
            case Enum choice: json.WriteStringValue(choice.ToString()); break;
            default:
                throw new NotSupportedException($"The column '{name}' is of type {value.GetType()}, which the table service does not have.");
        }
    }

    private static void WriteDouble(Utf8JsonWriter json, double number)
    {
        // JSON has no word for these; the service takes them as text.
        if (double.IsFinite(number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteFormatted<T>(Utf8JsonWriter json, T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[40];
        if (!value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture))
            throw new InvalidOperationException("The text of a number or a time is longer than expected.");
        json.WriteStringValue(text[..length]);
    }
}
