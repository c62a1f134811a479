using System.Diagnostics;
using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Hosting;
using Metarr.Tests.Ports;

namespace Metarr.Functions.Tests.Chaos;

/// <summary><c>metarr demo</c> as a process of its own, on a data folder of its own.</summary>
/// <remarks>
/// The port of its simulator is steady over all restarts, and nobody else's: candidates that a killed run has listed keep their addresses.
/// </remarks>
internal sealed class DemoProcess : IDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> lines = [];
    private readonly List<string> errors = [];

    private DemoProcess(Process process) => this.process = process;

    /// <summary>Starts a demonstration.</summary>
    public static DemoProcess Start(string data, int films, ReservedPort simulator, params string[] more) =>
        Start(data, films, simulator, new Dictionary<string, string>(), more);

    /// <summary>Starts a demonstration with further environment variables.</summary>
    public static DemoProcess Start(
        string data, int films, ReservedPort simulator, IReadOnlyDictionary<string, string> environment, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "metarr.dll"), "demo", "--exit", "--films", $"{films}", "--data", data, "--port", "0",
            "--simulator-port", $"{simulator.Number}",
            "--images", Path.Combine(Path.GetDirectoryName(data)!, "images"), .. more,
        ])
        {
            Environment = { ["LocalRuntime__OwnAzurite"] = "true" }, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var demo = new DemoProcess(Process.Start(start)!);
        demo.process.OutputDataReceived += (_, line) => demo.Take(line.Data, demo.lines);
        demo.process.ErrorDataReceived += (_, line) => demo.Take(line.Data, demo.errors);
        demo.process.BeginOutputReadLine();
        demo.process.BeginErrorReadLine();
        return demo;
    }

    /// <summary>Runs a demonstration to its end and reads what it printed.</summary>
    public static async Task<JsonObject> RunAsync(
        string data,
        int films,
        ReservedPort simulator,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        using var demo = Start(data, films, simulator, environment ?? new Dictionary<string, string>(), "--json");
        await demo.process.WaitForExitAsync(cancellationToken).WaitAsync(Patience.OfTests, cancellationToken);
        demo.AssertStayed();
        Assert.True(demo.process.ExitCode == 0, $"{Text(demo.lines)}\n{Text(demo.errors)}");
        return JsonNode.Parse(Text(demo.lines))!.AsObject();
    }

    /// <summary>Kills it (SIGKILL) a while after its app has answered, or as soon as it ends by itself.</summary>
    public async Task KillAsync(TimeSpan afterReady, CancellationToken cancellationToken)
    {
        var ended = process.WaitForExitAsync(cancellationToken);
        await Task.WhenAny(ready.Task, ended).WaitAsync(Patience.OfTests, cancellationToken);
        await Task.WhenAny(Task.Delay(afterReady, cancellationToken), ended);
        process.Kill();
        await ended;
        AssertStayed();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private static string Text(List<string> lines)
    {
        lock (lines) return string.Join('\n', lines);
    }

    /// <summary>Says so if the simulator had to go to another port; then nothing that follows could be compared.</summary>
    private void AssertStayed() => Assert.DoesNotContain("the simulated providers moved", Text(errors), StringComparison.Ordinal);

    private void Take(string? line, List<string> taken)
    {
        if (line is null) return;
        lock (taken) taken.Add(line);
        if (line.Contains("The app answers", StringComparison.Ordinal)) ready.TrySetResult();
    }
}
