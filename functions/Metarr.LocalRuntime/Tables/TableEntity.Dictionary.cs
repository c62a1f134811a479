using System.Collections;

namespace Azure.Data.Tables;

public sealed partial class TableEntity : IDictionary<string, object?>
{
    /// <summary>How many columns there are, the keys included.</summary>
    public int Count => properties.Count;

    /// <summary>The names of the columns.</summary>
    public ICollection<string> Keys => properties.Keys;

    ICollection<object?> IDictionary<string, object?>.Values => properties.Values;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    /// <summary>A column; null when the entity has none of that name. A column that has a value keeps its type.</summary>
    /// <param name="key">The column.</param>
    /// <exception cref="InvalidOperationException">The value does not fit the type that the column has.</exception>
    public object? this[string key]
    {
        get => properties.GetValueOrDefault(key);
        set => Set(key, value);
    }

    /// <summary>Sets a column.</summary>
    /// <param name="key">The column.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="InvalidOperationException">The value does not fit the type that the column has.</exception>
    public void Add(string key, object? value) => Set(key, value);

    /// <summary>Whether there is such a column.</summary>
    /// <param name="key">The column.</param>
    public bool ContainsKey(string key) => properties.ContainsKey(key);

    /// <summary>Removes a column; false when there was none.</summary>
    /// <param name="key">The column.</param>
    public bool Remove(string key) => properties.Remove(key);

    /// <summary>Reads a column; false when there is none.</summary>
    /// <param name="key">The column.</param>
    /// <param name="value">Its value.</param>
    public bool TryGetValue(string key, out object? value) => properties.TryGetValue(key, out value);

    /// <summary>Removes all columns.</summary>
    public void Clear() => properties.Clear();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => Set(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).Remove(item);

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();

    /// <summary>The columns as they are, to be read without boxing an enumerator.</summary>
    internal Dictionary<string, object?> Properties => properties;
}
