namespace Azure.Data.Tables;

/// <summary>What every entity of a table has. Other public properties and fields of an implementing type are its columns.</summary>
public interface ITableEntity
{
    /// <summary>The partition of the entity; with <see cref="RowKey"/> its identity.</summary>
    string PartitionKey { get; set; }

    /// <summary>The row of the entity; unique in its partition.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last changed the entity; never sent.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version of the entity that was read; never sent as a column.</summary>
    ETag ETag { get; set; }
}
