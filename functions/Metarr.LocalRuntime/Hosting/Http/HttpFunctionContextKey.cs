namespace Metarr.LocalRuntime.Hosting.Http;

/// <summary>The key of <c>FunctionContext.Items</c> under which the ASP.NET Core extension keeps the HTTP context.</summary>
internal static class HttpFunctionContextKey
{
    public const string Value = "HttpRequestContext";
}
