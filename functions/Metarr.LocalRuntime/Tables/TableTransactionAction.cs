namespace Azure.Data.Tables;

/// <summary>One action of a transaction. All actions of a transaction are of one partition, at most a hundred.</summary>
public class TableTransactionAction
{
    /// <summary>An action that does not ask which version of the entity is there.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">With which entity.</param>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>An action on one version of an entity.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">With which entity.</param>
    /// <param name="etag">The version that must be there, for updates and deletions; the default asks for none.</param>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    /// <summary>What to do.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>With which entity.</summary>
    public ITableEntity Entity { get; }

    /// <summary>The version that must be there.</summary>
    public ETag ETag { get; }
}
