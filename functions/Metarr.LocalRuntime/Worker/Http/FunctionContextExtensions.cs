using Metarr.LocalRuntime.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The ASP.NET Core side of a function's context.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The HTTP context of the request that started the function.</summary>
    /// <param name="context">The function's context.</param>
    /// <returns>The HTTP context, or null when something else than HTTP started the function.</returns>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(HttpFunctionContextKey.Value, out var value) ? value as HttpContext : null;
}
