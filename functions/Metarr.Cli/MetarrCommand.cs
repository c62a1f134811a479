using System.CommandLine;
using Metarr.Cli.Bulk;
using Metarr.Cli.Demo;
using Metarr.Cli.Enrich;
using Metarr.Cli.Hosting;
using Metarr.Cli.Importing;
using Metarr.Cli.Missing;
using Metarr.Cli.Status;
using Metarr.Cli.Verification;

namespace Metarr.Cli;

/// <summary><c>metarr</c>: all its commands.</summary>
internal static class MetarrCommand
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">What was typed after <c>metarr</c>.</param>
    /// <param name="configuration">Where output goes; null for the console.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The exit code: 2 for a command line that is not understood.</returns>
    public static async Task<int> RunAsync(
        string[] arguments, InvocationConfiguration? configuration = null, CancellationToken cancellationToken = default)
    {
        var parsed = Create().Parse(arguments);
        var exitCode = await parsed.InvokeAsync(configuration, cancellationToken);
        return parsed.Errors.Count > 0 ? Api.ExitCodes.NotDone : exitCode;
    }

    private static RootCommand Create() =>
        new("Metarr enriches a home media library: metadata and the best artwork, without losing what a person chose.")
        {
            DemoCommand.Create(),
            ServeCommand.Create(),
            VerifyCommand.Create(),
            EnrichCommand.Create(),
            BulkCommand.Create(),
            StatusCommand.Create(),
            MissingCommand.Create(),
            ImportCommand.Create(),
        };
}
