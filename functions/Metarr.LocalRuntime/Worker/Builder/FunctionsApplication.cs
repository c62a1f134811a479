using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a function app begins.</summary>
[SuppressMessage("Design", "CA1052", Justification = "The SDK's class is not static.")]
public class FunctionsApplication
{
    /// <summary>Begins a function app with its defaults: configuration, logging and the discovery of functions.</summary>
    /// <param name="args">The command line; <c>--key=value</c> wins over every other setting.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
