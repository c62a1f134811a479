using System.CommandLine;
using System.Text.Json.Nodes;
using Metarr.Cli;

namespace Metarr.Functions.Tests.Bulk;

/// <summary>Runs <c>metarr</c> as a script would, and hears what it prints.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Errors)
{
    /// <summary>What it printed, as JSON.</summary>
    public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

    /// <summary>What it printed, as one JSON object a line.</summary>
    public IReadOnlyList<JsonObject> JsonLines =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    public static Task<CommandLine> RunAsync(params string[] arguments) => RunAsync(TestContext.Current.CancellationToken, arguments);

    /// <summary>Runs it until someone presses Ctrl-C.</summary>
    public static Task<CommandLine> RunAsync(CancellationToken interrupted, params string[] arguments) =>
        RunAsync(new HeardText(), interrupted, arguments);

    /// <summary>Runs it while someone hears what it prints.</summary>
    public static async Task<CommandLine> RunAsync(HeardText output, CancellationToken interrupted, params string[] arguments)
    {
        using var errors = new StringWriter();
        var configuration = new InvocationConfiguration { Output = output, Error = errors };
        var exitCode = await MetarrCommand.RunAsync(arguments, configuration, interrupted);
        return new CommandLine(exitCode, output.ToString(), errors.ToString());
    }
}
