using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tables;

/// <summary>Reads entities out of the JSON of the table service with minimal metadata.</summary>
internal static class EntityReader
{
    /// <summary>Reads the entity that is the whole answer.</summary>
    public static T ReadOne<T>(Response response) where T : class, ITableEntity
    {
        var json = new Utf8JsonReader(response.Content.ToMemory().Span);
        json.Read();
        var entity = Read<T>(ref json, new NameCache());
        if (entity.ETag == default && response.Headers.ETag is { } etag)
            entity.ETag = etag;
        return entity;
    }

    /// <summary>Reads the entities of one page.</summary>
    public static IReadOnlyList<T> ReadPage<T>(Response response) where T : class, ITableEntity
    {
        var json = new Utf8JsonReader(response.Content.ToMemory().Span);
        var entities = new List<T>();
        var names = new NameCache();
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = json.ValueTextEquals("value"u8);
            json.Read();
            if (!isValue)
            {
                json.Skip();
                continue;
            }
            while (json.Read() && json.TokenType == JsonTokenType.StartObject)
                entities.Add(Read<T>(ref json, names));
        }
        return entities;
    }

    private static T Read<T>(ref Utf8JsonReader json, NameCache names) where T : class, ITableEntity
    {
        if (typeof(T) == typeof(TableEntity))
            return (T)(object)ReadDictionary(ref json, names);
        var shape = EntityShape.Of(typeof(T));
        var entity = (T)(shape.Create?.Invoke()
            ?? throw new InvalidOperationException($"The entity type {typeof(T)} needs a constructor without parameters."));
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            ReadMember(ref json, entity, shape);
        return entity;
    }

    private static void ReadMember(ref Utf8JsonReader json, ITableEntity entity, EntityShape shape)
    {
        if (shape.TryGetColumn(NameOf(in json), out var column))
        {
            json.Read();
            if (column.Set is null)
                json.Skip();
            else if (json.TokenType != JsonTokenType.Null)
                column.Set(entity, ValueAs(ref json, column));
            else if (column.IsNullable)
                column.Set(entity, null);
            return;
        }
        if (json.ValueTextEquals("PartitionKey"u8))
            entity.PartitionKey = NextString(ref json);
        else if (json.ValueTextEquals("RowKey"u8))
            entity.RowKey = NextString(ref json);
        else if (json.ValueTextEquals("Timestamp"u8))
            entity.Timestamp = Time(NextString(ref json));
        else if (json.ValueTextEquals("odata.etag"u8))
            entity.ETag = new ETag(NextString(ref json));
        else
            json.Skip();
    }

    private static object ValueAs(ref Utf8JsonReader json, EntityColumn column)
    {
        var type = column.Type;
        if (type == typeof(string)) return json.GetString()!;
        if (type == typeof(int)) return json.GetInt32();
        if (type == typeof(bool)) return json.GetBoolean();
        if (type == typeof(long)) return json.TokenType == JsonTokenType.Number ? json.GetInt64() : Whole<long>(in json);
        if (type == typeof(ulong)) return json.TokenType == JsonTokenType.Number ? json.GetUInt64() : Whole<ulong>(in json);
        if (type == typeof(double)) return Fraction(ref json);
        if (type == typeof(float)) return (float)Fraction(ref json);
        if (type == typeof(DateTimeOffset)) return Time(json.GetString()!);
        if (type == typeof(DateTime)) return Time(json.GetString()!).UtcDateTime;
        if (type == typeof(Guid)) return json.GetGuid();
        if (type == typeof(byte[])) return json.GetBytesFromBase64();
        if (type == typeof(BinaryData)) return BinaryData.FromBytes(json.GetBytesFromBase64());
        if (type.IsEnum) return Enum.Parse(type, json.GetString()!);
        throw new NotSupportedException($"The column '{column.Name}' is of type {type}, which the table service does not have.");
    }

    private static TableEntity ReadDictionary(ref Utf8JsonReader json, NameCache names)
    {
        var entity = new TableEntity();
        var columns = entity.Properties;
        List<(string Name, string Type)>? annotated = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (IsMetadata(in json))
            {
                json.Skip();
                continue;
            }
            var name = names.Get(NameOf(in json));
            json.Read();
            if (name.EndsWith(TableWords.TypeSuffix, StringComparison.Ordinal))
                (annotated ??= []).Add((names.WithoutSuffix(name), names.Intern(json.GetString()!)));
            else if (json.TokenType != JsonTokenType.Null)
                columns[name] = Plain(ref json);
        }
        // Only now, since an annotation may stand before or after its value.
        foreach (var (name, type) in annotated ?? [])
        {
            if (columns.TryGetValue(name, out var value) && value is not null)
                columns[name] = Typed(value, type);
        }
        if (columns.TryGetValue(TableEntity.Columns.Timestamp, out var timestamp) && timestamp is string text)
            columns[TableEntity.Columns.Timestamp] = Time(text);
        return entity;
    }

    private static object Plain(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => json.GetString()!,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number when json.TryGetInt32(out var number) => number,
        JsonTokenType.Number when json.TryGetInt64(out var number) => number,
        JsonTokenType.Number => json.GetDouble(),
        var other => throw new NotSupportedException($"The table service sent a column that is a JSON {other}."),
    };

    private static object Typed(object value, string type) => (type, value) switch
    {
        (TableWords.DateTime, string text) => Time(text),
        (TableWords.Int64, string text) => long.Parse(text, CultureInfo.InvariantCulture),
        (TableWords.Guid, string text) => Guid.Parse(text),
        (TableWords.Binary, string text) => Convert.FromBase64String(text),
        (TableWords.Double, string text) => double.Parse(text, CultureInfo.InvariantCulture),
        (TableWords.Double, int number) => (double)number,
        (TableWords.Double, long number) => (double)number,
        _ => value,
    };

    private static bool IsMetadata(in Utf8JsonReader json) =>
        json.ValueSpan.StartsWith("odata."u8) && !json.ValueSpan.SequenceEqual("odata.etag"u8);

    private static ReadOnlySpan<byte> NameOf(in Utf8JsonReader json) =>
        json.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;

    private static string NextString(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString()!;
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static double Fraction(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.Number
        ? json.GetDouble()
        : double.Parse(json.GetString()!, CultureInfo.InvariantCulture);

    private static TNumber Whole<TNumber>(in Utf8JsonReader json) where TNumber : IUtf8SpanParsable<TNumber> =>
        TNumber.Parse(json.ValueSpan, CultureInfo.InvariantCulture);
}
