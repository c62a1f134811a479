using System.CommandLine;
using System.Globalization;
using System.Net;
using Metarr.Cli.Api;
using Microsoft.Extensions.Logging;

namespace Metarr.Cli.Hosting;

/// <summary><c>metarr serve</c>: the function app alone, until Ctrl-C.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var port = WholeNumber.Option(
            "--port", "The port to listen on (LocalRuntime__Port, or 7071); when it is taken, the next free one.", least: 0, most: IPEndPoint.MaxPort);
        var data = new Option<string?>("--data")
        {
            Description = "The folder for storage and histories (LocalRuntime__DataDirectory, or .metarr).",
        };
        var command = new Command("serve", "Starts the function app on this machine and serves its API until Ctrl-C.") { port, data };
        command.SetAction((parsed, cancellationToken) => AppNotStartedException.TellAsync(
            parsed, () => RunAsync(parsed.GetValue(port), parsed.GetValue(data), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(int? port, string? data, CancellationToken cancellationToken)
    {
        await using var app = await LocalApp.StartAsync(
            [new("LocalRuntime:Port", port?.ToString(CultureInfo.InvariantCulture)), new("LocalRuntime:DataDirectory", data)], LogLevel.Information, cancellationToken);
        Console.WriteLine($"Metarr answers at {app.BaseAddress}api/v1/movies (Ctrl-C stops it).");
        await Task.WhenAny(app.Stopped, Task.Delay(Timeout.Infinite, cancellationToken));
        return 0;
    }
}
