using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tables;

/// <summary>The columns of an entity type, worked out once.</summary>
internal sealed class EntityShape
{
    private static readonly ConcurrentDictionary<Type, EntityShape> Shapes = new();
    private readonly Dictionary<string, EntityColumn>.AlternateLookup<ReadOnlySpan<byte>> byName;

    private EntityShape(Type type)
    {
        Columns = type.GetMembers(BindingFlags.Public | BindingFlags.Instance).Select(EntityColumn.Of).OfType<EntityColumn>().ToArray();
        byName = Columns.DistinctBy(column => column.Name)
            .ToDictionary(column => column.Name, Utf8NameComparer.Instance)
            .GetAlternateLookup<ReadOnlySpan<byte>>();
        var create = type.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, []);
        if (create is not null && !type.IsAbstract)
            Create = Expression.Lambda<Func<object>>(Expression.New(create)).Compile();
    }

    /// <summary>All columns but the keys, the time stamp and the ETag.</summary>
    public IReadOnlyList<EntityColumn> Columns { get; }

    /// <summary>Makes an empty entity; null when the type has no constructor without parameters.</summary>
    public Func<object>? Create { get; }

    /// <summary>The shape of a type.</summary>
    public static EntityShape Of(Type type) => Shapes.GetOrAdd(type, static type => new EntityShape(type));

    /// <summary>Finds a column by its name in UTF-8.</summary>
    public bool TryGetColumn(ReadOnlySpan<byte> name, [NotNullWhen(true)] out EntityColumn? column) => byName.TryGetValue(name, out column);
}

/// <summary>Finds names in UTF-8 among names in UTF-16, so that reading JSON makes no strings.</summary>
internal sealed class Utf8NameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    /// <summary>The comparer; it has no state.</summary>
    public static readonly Utf8NameComparer Instance = new();

    private const int LongestOnStack = 256;

    private Utf8NameComparer()
    {
    }

    /// <inheritdoc />
    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    /// <inheritdoc />
    public int GetHashCode(string obj) => string.GetHashCode(obj.AsSpan(), StringComparison.Ordinal);

    /// <inheritdoc />
    public bool Equals(ReadOnlySpan<byte> alternate, string other)
    {
        if (alternate.Length < other.Length)
            return false;
        Span<char> text = alternate.Length <= LongestOnStack ? stackalloc char[LongestOnStack] : new char[alternate.Length];
        var length = Encoding.UTF8.GetChars(alternate, text);
        return text[..length].SequenceEqual(other);
    }

    /// <inheritdoc />
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        Span<char> text = alternate.Length <= LongestOnStack ? stackalloc char[LongestOnStack] : new char[alternate.Length];
        var length = Encoding.UTF8.GetChars(alternate, text);
        return string.GetHashCode(text[..length], StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);
}
