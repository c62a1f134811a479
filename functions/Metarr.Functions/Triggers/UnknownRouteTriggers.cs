using System.Diagnostics.CodeAnalysis;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Answers what no other function does, so that a wrong path or method is told like any other mistake.</summary>
public static class UnknownRouteTriggers
{
    private static readonly Lazy<IReadOnlyList<(TemplateMatcher Path, IReadOnlyList<string> Methods)>> Routes = new(() =>
    [
        .. HttpFunction.In(typeof(MovieTriggers).Assembly)
            .Where(function => function.Name != Name)
            .Select(function => (
                new TemplateMatcher(TemplateParser.Parse(function.Path.TrimStart('/')), []),
                (IReadOnlyList<string>)[.. function.Methods.Select(method => method.ToUpperInvariant())])),
    ]);

    /// <summary>The function's name, which must be the last by the alphabet.</summary>
    /// <remarks>The host in the cloud tries routes in the order of the functions' names (azure-functions-host#3153), not by how exact they are.</remarks>
    internal const string Name = "ZUnknownRoute";

    /// <summary>Tells that there is no such route, or which methods it has.</summary>
    /// <param name="request">The request.</param>
    /// <param name="path">Its path below the prefix.</param>
    /// <returns>404, or 405 with the methods in <c>Allow</c>.</returns>
    [Function(Name)]
    public static IResult Answer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "patch", "delete", "options", "head", Route = "{*path}")]
        [NotNull] HttpRequest request,
        string? path)
    {
        var allowed = Routes.Value
            .Where(route => route.Path.TryMatch("/" + path, []))
            .SelectMany(route => route.Methods)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        if (allowed.Count == 0)
        {
            return ApiResponses.Problem(
                StatusCodes.Status404NotFound, "route-not-found", $"There is no route '{path}'; GET openapi.json describes all there are.");
        }

        var methods = string.Join(", ", allowed);
        request.HttpContext.Response.Headers.Allow = methods;
        return ApiResponses.Problem(
            StatusCodes.Status405MethodNotAllowed, "method-not-allowed", $"'{path}' is not for {request.Method}; it takes {methods}.");
    }
}
