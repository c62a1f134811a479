using System.Diagnostics;
using System.Text.Json;
using Metarr.ProviderSimulator;

namespace Metarr.Benchmarks.Quota;

/// <summary>One of the processes that share the quota, seen from the one that measures.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;

    private WorkerProcess(Process process) => this.process = process;

    public static WorkerProcess Start(string storage, SimulatorHost simulator, int calls) => new(Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { typeof(WorkerProcess).Assembly.Location, "quota", QuotaWorker.Argument },
        Environment =
        {
            ["AzureWebJobsStorage"] = storage,
            ["Providers__Tmdb__BaseUrl"] = simulator.TmdbApi.AbsoluteUri,
            ["Providers__Tmdb__ReadToken"] = simulator.Options.TmdbReadToken,
            [QuotaWorker.CallsSetting] = $"{calls}",
        },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!);

    /// <summary>Waits until it stands ready.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken) => await LineAsync(cancellationToken);

    /// <summary>Lets it begin.</summary>
    public async Task BeginAsync()
    {
        await process.StandardInput.WriteLineAsync();
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<WorkerResult> ResultAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<WorkerResult>(await LineAsync(cancellationToken))!;

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken) =>
        await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("A worker process ended early.");
}

/// <summary>What a worker process tells at its end; waits in milliseconds.</summary>
internal sealed record WorkerResult(
    IReadOnlyList<double> BackgroundWaits, IReadOnlyList<double> InteractiveWaits, int Unanswered, int StorageVisits);
