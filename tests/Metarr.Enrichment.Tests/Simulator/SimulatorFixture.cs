using System.Text.Json.Nodes;
using Metarr.ProviderSimulator;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>A running simulator with an image cache of its own, and a client that holds the key.</summary>
public sealed class SimulatorFixture : IAsyncLifetime
{
    private readonly string cache = Directory.CreateTempSubdirectory("metarr-simulator-").FullName;

    public SimulatorHost Host { get; private set; } = null!;

    public HttpClient Http { get; } = new();

    public string CacheDirectory => cache;

    public async ValueTask InitializeAsync() =>
        Host = await SimulatorHost.StartAsync(new() { CacheDirectory = cache }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        Directory.Delete(cache, recursive: true);
    }

    /// <summary>Another simulator, for tests that need one of their own; it shares no cache with this one.</summary>
    internal static async Task<(SimulatorHost Host, string Cache)> StartAnotherAsync(SimulatorOptions? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("metarr-simulator-").FullName;
        options = (options ?? new()) with { CacheDirectory = folder };
        return (await SimulatorHost.StartAsync(options, TestContext.Current.CancellationToken), folder);
    }

    internal Task<HttpResponseMessage> GetAsync(string path) => GetAsync(Host, path);

    internal Task<HttpResponseMessage> GetAsync(SimulatorHost host, string path)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var uri = new Uri(host.TmdbApi, $"{path}{separator}api_key={host.Options.TmdbApiKey}");
        return Http.GetAsync(uri, TestContext.Current.CancellationToken);
    }

    internal async Task<JsonObject> GetJsonAsync(string path)
    {
        using var response = await GetAsync(path);
        response.EnsureSuccessStatusCode();
        return await ReadAsync(response);
    }

    internal Task<HttpResponseMessage> GetImageAsync(string filePath, string size = "original") =>
        Http.GetAsync(new Uri(Host.TmdbImages, size + filePath), TestContext.Current.CancellationToken);

    internal async Task<byte[]> DownloadAsync(string filePath, string size = "original")
    {
        using var response = await GetImageAsync(filePath, size);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    internal static async Task<JsonObject> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))!.AsObject();
}
