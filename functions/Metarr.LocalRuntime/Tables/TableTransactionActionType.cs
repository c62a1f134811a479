namespace Azure.Data.Tables;

/// <summary>What one action of a transaction does.</summary>
public enum TableTransactionActionType
{
    /// <summary>Adds an entity that must not exist.</summary>
    Add = 0,

    /// <summary>Merges into an entity; it must exist if the action names an ETag, <see cref="ETag.All"/> included.</summary>
    UpdateMerge = 1,

    /// <summary>Replaces an entity; it must exist if the action names an ETag, <see cref="ETag.All"/> included.</summary>
    UpdateReplace = 2,

    /// <summary>Deletes an entity that must exist.</summary>
    Delete = 3,

    /// <summary>Adds an entity or merges into it.</summary>
    UpsertMerge = 4,

    /// <summary>Adds an entity or replaces it.</summary>
    UpsertReplace = 5,
}
