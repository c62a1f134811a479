using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Surface;

/// <summary>A function that answers HTTP, as its code says.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Path">Its path below the route prefix, with parameters in braces.</param>
/// <param name="Parameters">The names of the path's parameters.</param>
/// <param name="Methods">The HTTP methods, in lower case.</param>
/// <param name="NeedsKey">Whether callers need a function key where one is set.</param>
/// <param name="Operation">What it says of itself, or null when it says nothing.</param>
/// <param name="Query">The parameters of its query.</param>
internal sealed partial record HttpFunction(
    string Name,
    string Path,
    IReadOnlyList<string> Parameters,
    IReadOnlyList<string> Methods,
    bool NeedsKey,
    ApiOperationAttribute? Operation,
    IReadOnlyList<ApiQueryAttribute> Query)
{
    /// <summary>The methods that are operations of their own; HEAD is GET without the body.</summary>
    public IEnumerable<string> Verbs => Methods.Where(method => method != "head");

    /// <summary>The functions of an assembly that answer HTTP, by path.</summary>
    public static IReadOnlyList<HttpFunction> In(Assembly assembly)
    {
        var functions =
            from type in assembly.GetTypes()
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            let function = method.GetCustomAttribute<FunctionAttribute>()
            where function is not null
            from parameter in method.GetParameters()
            let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
            where trigger is not null
            select Of(function, trigger, method);
        return [.. functions.OrderBy(function => function.Path, StringComparer.Ordinal)];
    }

    private static HttpFunction Of(FunctionAttribute function, HttpTriggerAttribute trigger, MethodInfo method)
    {
        // A template's "{id:int?}" and "{*rest}" are parameters "id" and "rest" to those who call.
        var path = "/" + ParameterPattern().Replace((trigger.Route ?? function.Name).TrimStart('/'), "{$1}");
        return new HttpFunction(
            function.Name,
            path,
            [.. ParameterPattern().Matches(path).Select(match => match.Groups[1].Value)],
            [.. (trigger.Methods is { Length: > 0 } methods ? methods : ["get", "post"]).Select(verb => verb.ToLowerInvariant())],
            trigger.AuthLevel is not AuthorizationLevel.Anonymous,
            method.GetCustomAttribute<ApiOperationAttribute>(),
            [.. method.GetCustomAttributes<ApiQueryAttribute>()]);
    }

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex ParameterPattern();
}
