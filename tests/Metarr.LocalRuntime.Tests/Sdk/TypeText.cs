using System.Globalization;
using System.Reflection;

namespace Metarr.LocalRuntime.Tests.Sdk;

/// <summary>Writes types and values as C# would, by short names, with their nullability.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
    };

    /// <summary>A type without regard to nullability.</summary>
    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsByRef) return Of(type.GetElementType()!);
        if (type.IsArray) return Of(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying) + "?";
        return type.IsGenericType ? Generic(type, type.GetGenericArguments().Select(Of)) : Named(type);
    }

    /// <summary>A type with the nullability of its place, if its assembly tells any.</summary>
    public static string Of(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        var mark = !type.IsValueType && info.ReadState is NullabilityState.Nullable ? "?" : "";
        if (info.ElementType is { } element && type.IsArray) return $"{Of(element)}[]{mark}";
        return type.IsGenericType && Nullable.GetUnderlyingType(type) is null
            ? Generic(type, info.GenericTypeArguments.Select(Of)) + mark
            : Of(type) + mark;
    }

    /// <summary>A default value or a constant.</summary>
    public static string Value(object? value, Type type) => value switch
    {
        null or DBNull => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Named(Type type) => type is { IsNested: true, IsGenericParameter: false }
        ? $"{Of(type.DeclaringType!)}.{type.Name}"
        : type.Name;

    private static string Generic(Type type, IEnumerable<string> arguments) =>
        $"{Named(type.GetGenericTypeDefinition()).Split('`')[0]}<{string.Join(", ", arguments)}>";
}
