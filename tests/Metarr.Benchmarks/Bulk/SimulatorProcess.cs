using System.Diagnostics;

namespace Metarr.Benchmarks.Bulk;

/// <summary>The simulated providers in a process of their own, so that this one's memory is that of app and engine.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private readonly Process process;

    private SimulatorProcess(Process process, Uri tmdbApi) => (this.process, TmdbApi) = (process, tmdbApi);

    /// <summary>TMDB's API; the image host lies beside it.</summary>
    public Uri TmdbApi { get; }

    public static async Task<SimulatorProcess> StartAsync(string cache, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Metarr.ProviderSimulator.dll"), "--cache", cache },
            RedirectStandardOutput = true,
        })!;
        var first = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => first.TrySetResult(line.Data);
        process.BeginOutputReadLine();
        var told = await first.Task.WaitAsync(cancellationToken)
            ?? throw new InvalidOperationException("The simulator ended before it said where it listens.");
        var address = told.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return new SimulatorProcess(process, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
