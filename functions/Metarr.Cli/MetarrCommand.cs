using System.CommandLine;
using System.CommandLine.Parsing;
using Metarr.Cli.Api;
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
        var command = parsed.CommandResult.Command;

        // Who asks for help has left out what the command needs, more often than not.
        if (parsed.Errors.Count == 0 || parsed.Action is HelpWithExitCodes) return await parsed.InvokeAsync(configuration, cancellationToken);
        if (command.Subcommands.Count == 0)
        {
            await TellAsync(parsed.Errors, $"'{Name(parsed.CommandResult)} --help' tells what it takes.", configuration);
        }
        else
        {
            // A command without an action of its own shows what there is to choose from.
            await parsed.InvokeAsync(configuration, cancellationToken);
        }

        return ExitCodes.NotDone;
    }

    private static async Task TellAsync(IEnumerable<ParseError> errors, string hint, InvocationConfiguration? configuration)
    {
        var console = configuration?.Error ?? Console.Error;
        foreach (var error in errors) await console.WriteLineAsync(error.Message);
        await console.WriteLineAsync(hint);
    }

    /// <summary>A command's name as it is typed: <c>metarr import radarr</c>.</summary>
    private static string Name(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Name(parent)} {command.Command.Name}" : "metarr";

    private static RootCommand Create()
    {
        var root = new RootCommand("Metarr enriches a home media library: metadata and the best artwork, without losing what a person chose.")
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
        HelpWithExitCodes.Give(root);
        return root;
    }
}
