namespace Metarr.LocalRuntime.Hosting.Discovery;

/// <summary>Says which function is wrong, and why.</summary>
internal static class FunctionException
{
    public static InvalidOperationException For(string function, string reason) => new($"The function '{function}' cannot be served: {reason}.");
}
