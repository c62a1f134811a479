using System.Text.Json.Nodes;
using Metarr.Enrichment.Tests.Providers;
using Metarr.ProviderSimulator;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>The simulator over real bodies. They are not part of the repository; where they do not lie beside it, tests skip.</summary>
public sealed class RecordedProviders : IAsyncLifetime
{
    private readonly string cache = Directory.CreateTempSubdirectory("metarr-simulator-").FullName;
    private SimulatorHost? host;

    /// <summary>Asks it.</summary>
    public HttpClient Http { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Recordings.Folder is { } folder)
            host = await SimulatorHost.StartAsync(new() { CacheDirectory = cache, RecordingsDirectory = folder }, TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        Directory.Delete(cache, recursive: true);
    }

    /// <summary>The simulator; the test is skipped where there are no bodies.</summary>
    public SimulatorHost Host()
    {
        Assert.SkipWhen(host is null, "No recorded bodies lie beside the repository.");
        return host!;
    }

    /// <summary>What it answers.</summary>
    public async Task<JsonObject> GetAsync(Uri address) =>
        JsonNode.Parse(await Http.GetStringAsync(address, TestContext.Current.CancellationToken))!.AsObject();
}
