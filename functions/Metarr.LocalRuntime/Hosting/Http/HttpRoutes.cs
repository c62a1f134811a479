using Metarr.LocalRuntime.Hosting.Discovery;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Metarr.LocalRuntime.Hosting.Http;

/// <summary>The routes of HTTP functions below the prefix of host.json.</summary>
internal static class HttpRoutes
{
    /// <exception cref="InvalidOperationException">The template cannot be parsed.</exception>
    public static RoutePattern Pattern(string prefix, FunctionDescriptor function, FunctionTrigger.Http trigger)
    {
        var template = $"{prefix.Trim('/')}/{(trigger.Route ?? function.Name).TrimStart('/')}";
        try
        {
            return RoutePatternFactory.Parse(template);
        }
        catch (RoutePatternException invalid)
        {
            throw FunctionException.For(function.Name, $"its route '{template}' is no route template ({invalid.Message})");
        }
    }

    /// <summary>Refuses two functions that would answer the same requests.</summary>
    /// <exception cref="InvalidOperationException">There are such functions.</exception>
    public static void ThrowIfConflicting(IReadOnlyList<(FunctionDescriptor Function, FunctionTrigger.Http Trigger, RoutePattern Pattern)> routes)
    {
        foreach (var same in routes.GroupBy(route => Shape(route.Pattern)))
        {
            var seen = same.ToList();
            for (var i = 1; i < seen.Count; i++)
            {
                var other = seen.Take(i).FirstOrDefault(earlier => MethodsMeet(earlier.Trigger.Methods, seen[i].Trigger.Methods));
                if (other.Function is not null)
                    throw FunctionException.For(
                        seen[i].Function.Name, $"its route '{seen[i].Pattern.RawText}' conflicts with that of the function '{other.Function.Name}'");
            }
        }
    }

    private static bool MethodsMeet(IReadOnlyList<string> a, IReadOnlyList<string> b) =>
        a.Count == 0 || b.Count == 0 || a.Intersect(b, StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>The pattern without the names of its parameters: patterns of one shape match the same paths.</summary>
    private static string Shape(RoutePattern pattern) =>
        string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Shape))));

    private static string Shape(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter =>
            $"{{{parameter.ParameterKind}{string.Concat(parameter.ParameterPolicies.Select(policy => ":" + policy.Content).Order())}}}",
        _ => "",
    };
}
