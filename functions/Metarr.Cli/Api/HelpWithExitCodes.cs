using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Metarr.Cli.Api;

/// <summary>The help of every command, with what its exit codes mean at the end.</summary>
/// <param name="help">The help without them.</param>
internal sealed class HelpWithExitCodes(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Gives all commands of a tree this help.</summary>
    /// <param name="root">The tree; its help option is that of all commands.</param>
    public static void Give(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExitCodes((HelpAction)option.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Exit codes:");
        foreach (var line in ExitCodes.Help) output.WriteLine($"  {line}");
        output.WriteLine();
        return exitCode;
    }
}
