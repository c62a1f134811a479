using System.Reflection;

namespace Metarr.LocalRuntime.Tests.Sdk;

/// <summary>Lists what an assembly offers under foreign names: one line for each type, and one for each of its members.</summary>
/// <remarks>A member's line begins with its type's name, so that each line stands for itself and two lists compare as sets.</remarks>
internal static class PublicSurface
{
    /// <summary>The surface of the types that are chosen, sorted.</summary>
    public static IReadOnlyList<string> Of(Assembly assembly, Func<Type, bool> choose) =>
    [
        .. assembly.GetExportedTypes()
            .Where(choose)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(Lines),
    ];

    private static IEnumerable<string> Lines(Type type)
    {
        // The real table client tells nothing of nullability.
        var members = new MemberText(showNullability: type.Namespace?.StartsWith("Azure.", StringComparison.Ordinal) is not true);
        var name = $"{type.Namespace}.{TypeText.Of(type)}";
        var head = $"{name}: {Attributes(type)}{Kind(type)}{Parents(type)}";
        return members.Of(type).Select(member => $"{name}: {member}").Order(StringComparer.Ordinal).Prepend(head);
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => IsRecordStruct(type) ? "record struct" : "struct",
        _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => $"{(type.IsAbstract ? "abstract " : "")}{(type.IsSealed ? "sealed " : "")}{(IsRecord(type) ? "record" : "class")}",
    };

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsRecordStruct(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    private static string Parents(Type type)
    {
        if (type.IsEnum || type.IsSubclassOf(typeof(Delegate))) return "";
        var inherited = (type.BaseType?.GetInterfaces() ?? []).Concat(type.GetInterfaces().SelectMany(each => each.GetInterfaces()));
        var interfaces = type.GetInterfaces().Where(each => each.IsPublic).Except(inherited).Select(TypeText.Of).Order(StringComparer.Ordinal);
        var parents = interfaces.ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)) parents.Insert(0, TypeText.Of(parent));
        var constraints = string.Concat(type.GetGenericArguments().Select(MemberText.Constraints));
        return (parents.Count == 0 ? "" : $" : {string.Join(", ", parents)}") + constraints;
    }

    private static string Attributes(Type type)
    {
        var usage = type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } target
            ? $"[{target.ValidOn}{(target.AllowMultiple ? ", many" : "")}{(target.Inherited ? "" : ", not inherited")}] "
            : "";
        return type.IsDefined(typeof(FlagsAttribute), false) ? $"[Flags] {usage}" : usage;
    }
}
