using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Metarr.Functions.Tests.Chaos;

/// <summary><c>metarr demo</c> as a process of its own, on a data folder of its own.</summary>
internal sealed class DemoProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Steady over all restarts, and nobody else's: candidates that a killed run has listed keep their addresses.
    private static readonly string SimulatorPort = $"{FreePort()}";

    private readonly Process process;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> lines = [];

    private DemoProcess(Process process) => this.process = process;

    /// <summary>Starts a demonstration.</summary>
    public static DemoProcess Start(string data, int films, params string[] more) =>
        Start(data, films, new Dictionary<string, string>(), more);

    /// <summary>Starts a demonstration with further environment variables.</summary>
    public static DemoProcess Start(string data, int films, IReadOnlyDictionary<string, string> environment, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "metarr.dll"), "demo", "--exit", "--films", $"{films}", "--data", data, "--port", "0", "--simulator-port", SimulatorPort,
            "--images", Path.Combine(Path.GetDirectoryName(data)!, "images"), .. more,
        ])
        {
            Environment = { ["LocalRuntime__OwnAzurite"] = "true" }, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var demo = new DemoProcess(Process.Start(start)!);
        demo.process.OutputDataReceived += (_, line) => demo.Take(line.Data);
        demo.process.ErrorDataReceived += (_, line) => demo.Take(line.Data);
        demo.process.BeginOutputReadLine();
        demo.process.BeginErrorReadLine();
        return demo;
    }

    /// <summary>Runs a demonstration to its end and reads what it printed.</summary>
    public static async Task<JsonObject> RunAsync(
        string data, int films, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var demo = Start(data, films, environment ?? new Dictionary<string, string>(), "--json");
        await demo.process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        string output;
        lock (demo.lines) output = string.Join('\n', demo.lines);
        Assert.True(demo.process.ExitCode == 0, output);
        return JsonNode.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..])!.AsObject();
    }

    /// <summary>Kills it (SIGKILL) a while after its app has answered, or as soon as it ends by itself.</summary>
    public async Task KillAsync(TimeSpan afterReady, CancellationToken cancellationToken)
    {
        var ended = process.WaitForExitAsync(cancellationToken);
        await Task.WhenAny(ready.Task, ended).WaitAsync(Patience, cancellationToken);
        await Task.WhenAny(Task.Delay(afterReady, cancellationToken), ended);
        process.Kill();
        await ended;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (lines) lines.Add(line);
        if (line.Contains("The app answers", StringComparison.Ordinal)) ready.TrySetResult();
    }
}
