using System.Reflection;
using System.Runtime.CompilerServices;

namespace Metarr.LocalRuntime.Tests.Sdk;

/// <summary>Writes what a type offers to callers and heirs, one line a member.</summary>
internal sealed class MemberText(bool showNullability)
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext nullability = new();

    public IEnumerable<string> Of(Type type)
    {
        if (type.IsEnum) return Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => $"{Enum.GetName(type, value)} = {value}");
        if (type.IsSubclassOf(typeof(Delegate))) return [Method(type.GetMethod("Invoke")!)];
        return
        [
            .. type.GetConstructors(Declared).Where(IsVisible).Select(Constructor),
            .. type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(Field),
            .. type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsVisible)).Where(IsWritten).Select(Property),
            .. type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!)).Select(e => $"event {TypeText.Of(e.EventHandlerType!)} {e.Name}"),
            .. type.GetMethods(Declared).Where(IsVisible).Where(IsWritten).Select(Method),
        ];
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What the compiler adds to a record follows from its being one, except how it is taken apart.
    private static bool IsWritten(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && (method.Name == "Deconstruct" || !method.IsDefined(typeof(CompilerGeneratedAttribute), false))
        && !method.Name.Contains('<', StringComparison.Ordinal)
        && method.Name != "Finalize";

    private static bool IsWritten(PropertyInfo property) => property.Name != "EqualityContract";

    // An abstract class's constructor is for heirs alone, whatever its access.
    private string Constructor(ConstructorInfo constructor) =>
        $"{(constructor.DeclaringType!.IsAbstract ? "" : Access(constructor))}new({Parameters(constructor)})";

    private string Field(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? $" = {TypeText.Value(field.GetRawConstantValue(), field.FieldType)}" : "";
        var type = showNullability ? TypeText.Of(nullability.Create(field)) : TypeText.Of(field.FieldType);
        return $"{(field.IsPublic ? "" : "protected ")}{kind}{type} {field.Name}{value}";
    }

    private string Property(PropertyInfo property)
    {
        var widest = property.GetAccessors(true).OrderByDescending(accessor => accessor.IsPublic).First(IsVisible);
        var indexes = property.GetIndexParameters();
        var name = indexes.Length == 0 ? property.Name : $"this[{string.Join(", ", indexes.Select(Parameter))}]";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var type = showNullability ? TypeText.Of(nullability.Create(property)) : TypeText.Of(property.PropertyType);
        var accessors = string.Concat(new[] { property.GetMethod, property.SetMethod }
            .OfType<MethodInfo>()
            .Where(IsVisible)
            .Select(accessor => $"{(accessor.IsPublic == widest.IsPublic ? "" : Access(accessor))}{AccessorName(accessor)}; "));
        return $"{Access(widest)}{Kind(widest)}{required}{type} {name} {{ {accessors}}}";
    }

    private string Method(MethodInfo method)
    {
        var generics = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(type => type.Name))}>" : "";
        var constraints = string.Concat(method.GetGenericArguments().Where(type => type.IsGenericParameter).Select(Constraints));
        return $"{Access(method)}{Kind(method)}{Type(method.ReturnParameter)} {method.Name}{generics}({Parameters(method)}){constraints}";
    }

    /// <summary>The constraints of a type parameter, with a blank before them, or nothing.</summary>
    public static string Constraints(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var parts = new List<string>();
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) parts.Add("class");
        if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) parts.Add("struct");
        parts.AddRange(parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(TypeText.Of));
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !parts.Contains("struct")) parts.Add("new()");
        return parts.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", parts)}";
    }

    private string Parameters(MethodBase method)
    {
        var extends = method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "";
        return extends + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private string Parameter(ParameterInfo parameter)
    {
        var kind = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true, IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) => "params ",
            _ => "",
        };
        var value = parameter.HasDefaultValue ? $" = {TypeText.Value(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{kind}{Type(parameter)} {parameter.Name}{value}";
    }

    private string Type(ParameterInfo parameter) =>
        showNullability ? TypeText.Of(nullability.Create(parameter)) : TypeText.Of(parameter.ParameterType);

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string AccessorName(MethodInfo accessor)
    {
        if (accessor.ReturnType != typeof(void)) return "get";
        return accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init" : "set";
    }

    private static string Kind(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true } => "",
        { IsStatic: true } => "static ",
        { IsAbstract: true } => Overrides(method) ? "abstract override " : "abstract ",
        { IsVirtual: true, IsFinal: true } => Overrides(method) ? "sealed override " : "",
        { IsVirtual: true } => Overrides(method) ? "override " : "virtual ",
        _ => "",
    };

    private static bool Overrides(MethodInfo method) => method.GetBaseDefinition() != method;
}
