namespace Azure.Data.Tables;

/// <summary>What an update does with columns that it does not name.</summary>
public enum TableUpdateMode
{
    /// <summary>They stay as they are.</summary>
    Merge = 0,

    /// <summary>They are removed.</summary>
    Replace = 1,
}
