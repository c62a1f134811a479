using System.CommandLine;
using System.Net;
using Metarr.Cli.Api;
using Metarr.Cli.Hosting;

namespace Metarr.Cli.Demo;

/// <summary>How a demonstration is run.</summary>
/// <param name="ExitWhenDone">Whether it ends after the table instead of serving on.</param>
/// <param name="Json">Whether the result is printed for machines.</param>
/// <param name="Recordings">A folder of recorded provider bodies to enrich from, or null for the bundled library.</param>
/// <param name="DataDirectory">The folder for storage and histories.</param>
/// <param name="ImageDirectory">The folder for made images.</param>
/// <param name="Port">The port of the app.</param>
/// <param name="SimulatorPort">The port of the simulated providers; a steady one keeps the addresses of candidates the same between runs.</param>
/// <param name="Films">How many films are enriched, at most.</param>
internal sealed record DemoOptions(
    bool ExitWhenDone, bool Json, string? Recordings, string DataDirectory, string ImageDirectory, int Port, int SimulatorPort, int Films);

/// <summary><c>metarr demo</c>: enriches a small library against a simulated TMDB, with nothing to set up.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var exit = new Option<bool>("--exit") { Description = "Stop after the table: exit code 0, or 1 if any title failed." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var recordings = new Option<string?>("--recordings") { Description = "Enrich the titles of a folder of recorded provider bodies instead." };
        var data = new Option<string>("--data")
        {
            Description = "The folder for storage and histories.", DefaultValueFactory = _ => Path.Combine(".metarr", "demo"),
        };
        var images = new Option<string?>("--images") { Description = "The folder for made images; without it, one below the data folder." };
        var port = WholeNumber.Option("--port", "The port of the app, 7071 unless said otherwise; when it is taken, the next free one.", 0, IPEndPoint.MaxPort);
        var simulatorPort = WholeNumber.Option(
            "--simulator-port", "The port of the simulated providers, 7171 unless said otherwise; when it is taken, the next free one.", 0, IPEndPoint.MaxPort);
        var films = WholeNumber.Option("--films", "Enrich at most this many films; all of them unless said otherwise.", 1, int.MaxValue);
        var command = new Command("demo", "Enriches a small library of invented films from simulated providers, and serves it.")
        {
            exit, json, recordings, data, images, port, simulatorPort, films,
        };
        command.SetAction((parsed, cancellationToken) => AppNotStartedException.TellAsync(parsed, () => Demonstration.RunAsync(
            new DemoOptions(
                parsed.GetValue(exit),
                parsed.GetValue(json),
                parsed.GetValue(recordings),
                parsed.GetValue(data)!,
                parsed.GetValue(images) ?? Path.Combine(parsed.GetValue(data)!, "simulator"),
                parsed.GetValue(port) ?? 7071,
                parsed.GetValue(simulatorPort) ?? 7171,
                parsed.GetValue(films) ?? int.MaxValue),
            cancellationToken)));
        return command;
    }
}
