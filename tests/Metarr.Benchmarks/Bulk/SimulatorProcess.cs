using System.Diagnostics;
using Metarr.ProviderSimulator;

namespace Metarr.Benchmarks.Bulk;

/// <summary>The simulated providers in a process of their own, so that this one's memory is that of app and engine.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private readonly Process process;

    private SimulatorProcess(Process process, Uri tmdbApi) => (this.process, TmdbApi) = (process, tmdbApi);

    /// <summary>TMDB's API; the image host lies beside it.</summary>
    public Uri TmdbApi { get; }

    /// <summary>Starts it; the images that it makes are kept for the next time.</summary>
    public static async Task<SimulatorProcess> StartAsync(CancellationToken cancellationToken)
    {
        var cache = Path.Combine(Path.GetTempPath(), "metarr-simulator-images");
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

    /// <summary>The settings of an app that asks it as fast as it can, with storage and ports of its own.</summary>
    /// <param name="folder">The folder of its storage and histories.</param>
    /// <param name="prefix">What its tables and containers begin with, or null for nothing.</param>
    public Dictionary<string, string?> AppSettings(string folder, string? prefix = null) => new()
    {
        ["LocalRuntime:Port"] = "0",
        ["LocalRuntime:DataDirectory"] = folder,
        ["LocalRuntime:OwnAzurite"] = "true",
        ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
        ["Storage:Prefix"] = prefix,
        ["Providers:Tmdb:BaseUrl"] = TmdbApi.ToString(),
        ["Providers:Tmdb:ImageBaseUrl"] = new Uri(TmdbApi, "/tmdb-images/t/p/").ToString(),
        ["Providers:Tmdb:ReadToken"] = new SimulatorOptions().TmdbReadToken,
        ["Providers:Tmdb:CallsPerSecond"] = "1000",
        ["Providers:Tmdb:ImagesPerSecond"] = "10000",
        ["Downloads:LocalHosts:0"] = TmdbApi.Authority,
    };

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
