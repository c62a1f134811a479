using Azure.Core;
using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tables;

/// <summary>The addresses of tables and entities below that of the account.</summary>
internal static class EntityPath
{
    /// <summary>All entities of a table.</summary>
    public static string Table(string table) => $"/{table}";

    /// <summary>All entities of a table, to be queried.</summary>
    public static string Query(string table) => $"/{table}()";

    /// <summary>One table, in the list of tables.</summary>
    public static string TableItem(string table) => $"/Tables('{Escape(table)}')";

    /// <summary>One entity.</summary>
    public static string Entity(string table, string partitionKey, string rowKey) =>
        $"/{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    /// <summary>Method and address of an action on an entity.</summary>
    public static (RequestMethod Method, string Path) Of(TableTransactionActionType action, string table, ITableEntity entity) => action switch
    {
        TableTransactionActionType.Add => (RequestMethod.Post, Table(table)),
        TableTransactionActionType.Delete => (RequestMethod.Delete, Entity(table, entity.PartitionKey, entity.RowKey)),
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge =>
            (RequestMethod.Patch, Entity(table, entity.PartitionKey, entity.RowKey)),
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace =>
            (RequestMethod.Put, Entity(table, entity.PartitionKey, entity.RowKey)),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Unknown kind of action."),
    };

    // A quote is doubled for OData first, and everything else that is not plain is escaped for the address.
    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
