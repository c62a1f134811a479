using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>An entity without a type of its own: its columns by name.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1710", Justification = "The name is that of the Azure SDK.")]
public sealed partial class TableEntity : ITableEntity
{
    private readonly Dictionary<string, object?> properties;

    /// <summary>An empty entity.</summary>
    public TableEntity() => properties = [];

    /// <summary>An entity with nothing but its keys.</summary>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="rowKey">The row.</param>
    public TableEntity(string partitionKey, string rowKey)
    {
        properties = [];
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>An entity with the given columns.</summary>
    /// <param name="values">Columns by name, the keys among them; null for none.</param>
    public TableEntity(IDictionary<string, object?>? values) => properties = values is null ? [] : new(values);

    /// <inheritdoc />
    public string PartitionKey
    {
        get => GetString(Columns.PartitionKey)!;
        set => properties[Columns.PartitionKey] = value;
    }

    /// <inheritdoc />
    public string RowKey
    {
        get => GetString(Columns.RowKey)!;
        set => properties[Columns.RowKey] = value;
    }

    /// <inheritdoc />
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(Columns.Timestamp);
        set => properties[Columns.Timestamp] = value;
    }

    /// <inheritdoc />
    public ETag ETag
    {
        get => GetString(Columns.ETag) is { } text ? new ETag(text) : default;
        set => properties[Columns.ETag] = value.ToString();
    }

    /// <summary>A text, or null when the entity has no such column.</summary>
    /// <param name="key">The column.</param>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public string? GetString(string key) => (string?)Get(key, typeof(string));

    /// <summary>Bytes, or null when the entity has no such column.</summary>
    /// <param name="key">The column.</param>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public byte[]? GetBinary(string key) => (byte[]?)Get(key, typeof(byte[]));

    /// <summary>Bytes, or null when the entity has no such column.</summary>
    /// <param name="key">The column.</param>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public BinaryData? GetBinaryData(string key) => (BinaryData?)Get(key, typeof(BinaryData));

    /// <summary>A truth value, or null when the entity has no such column.</summary>
    /// <param name="key">The column.</param>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public bool? GetBoolean(string key) => (bool?)Get(key, typeof(bool?));

    /// <summary>A time in UTC, or null when the entity has no such column.</summary>
    /// <param name="key">The column.</param>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public DateTime? GetDateTime(string key) => (DateTime?)Get(key, typeof(DateTime?));

    /// <summary>A time, or null when the entity has no such column.</summary>
    /// <param name="key">The column.</param>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public DateTimeOffset? GetDateTimeOffset(string key) => (DateTimeOffset?)Get(key, typeof(DateTimeOffset?));

    /// <summary>A number with a fraction, or null when the entity has no such column.</summary>
    /// <param name="key">The column.</param>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public double? GetDouble(string key) => (double?)Get(key, typeof(double?));

    /// <summary>An identifier, or null when the entity has no such column.</summary>
    /// <param name="key">The column.</param>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public Guid? GetGuid(string key) => (Guid?)Get(key, typeof(Guid?));

    /// <summary>A whole number of 32 bits, or null when the entity has no such column.</summary>
    /// <param name="key">The column.</param>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public int? GetInt32(string key) => (int?)Get(key, typeof(int?));

    /// <summary>A whole number of 64 bits, or null when the entity has no such column.</summary>
    /// <param name="key">The column.</param>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public long? GetInt64(string key) => (long?)Get(key, typeof(long?));

    private object? Get(string key, Type type)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!properties.TryGetValue(key, out var value) || value is null)
            return null;
        return value switch
        {
            DateTimeOffset time when type == typeof(DateTime?) => time.UtcDateTime,
            DateTime time when type == typeof(DateTimeOffset?) => new DateTimeOffset(time),
            byte[] bytes when type == typeof(BinaryData) => new BinaryData(bytes),
            _ when type.IsInstanceOfType(value) => value,
            _ => throw new InvalidOperationException($"Cannot return {type} type for a {value.GetType()} typed property."),
        };
    }

    private void Set(string key, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (value is not null && properties.TryGetValue(key, out var existing) && existing is not null)
            value = KeepType(existing, value);
        properties[key] = value;
    }

    /// <summary>A column keeps the type it has; whole numbers are widened to it, and a time becomes text where text was.</summary>
    private static object KeepType(object existing, object value) => (existing, value) switch
    {
        _ when existing.GetType().IsInstanceOfType(value) => value,
        (int, double) or (int, long) => value,
        (double, int number) => (double)number,
        (long, int number) => (long)number,
        (string, DateTime time) => time.ToString("o", CultureInfo.InvariantCulture),
        (string, DateTimeOffset time) => time.ToString("o", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Value ({existing.GetType()}) {existing} is not convertable to ({value.GetType()}) {value}.")),
    };

    /// <summary>Columns that every entity has.</summary>
    internal static class Columns
    {
        public const string PartitionKey = "PartitionKey";
        public const string RowKey = "RowKey";
        public const string Timestamp = "Timestamp";
        public const string ETag = "odata.etag";
    }
}
