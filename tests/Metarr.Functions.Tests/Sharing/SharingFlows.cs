using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Metarr.Functions.Tests.Faults;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Sharing;

/// <summary>Two libraries of their own that share one container and one set of providers.</summary>
public sealed class SharingFlows(LocalServices services)
{
    private static readonly int Film = BundledLibrary.TmdbIdOf(0);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_library_enriches_the_same_film_without_a_call_or_a_download()
    {
        var container = "c" + Guid.NewGuid().ToString("N");
        await using var first = await StartAsync(container);
        await first.EnrichAsync(await first.RegisterAsync(Film));
        await using var second = await StartAsync(container, first);
        first.Simulator.Requests.Reset();

        var job = await second.EnrichAsync(await second.RegisterAsync(Film));

        Assert.Equal("completed", job["state"]!.GetValue<string>());
        Assert.Empty(first.Simulator.Requests.Snapshot());
        Assert.Equal(0, second.Simulator.Requests.Count());
        Assert.Equal(await ChosenAsync(first), await ChosenAsync(second));
        var (own, others) = (await TitleAsync(first), await TitleAsync(second));
        Assert.Equal(own["fields"]?.ToJsonString(), others["fields"]?.ToJsonString());
    }

    [Fact]
    public async Task A_forced_run_of_the_second_library_asks_the_providers_by_the_shared_tag()
    {
        var container = "c" + Guid.NewGuid().ToString("N");
        await using var first = await StartAsync(container);
        await first.EnrichAsync(await first.RegisterAsync(Film));
        await using var second = await StartAsync(container, first);
        first.Simulator.Requests.Reset();

        await second.EnrichAsync(await second.RegisterAsync(Film), new { force = true });

        var tmdb = Assert.Single(first.Simulator.Requests.Snapshot(), row => row.Provider == "tmdb");
        Assert.Equal(304, Assert.Single(tmdb.Statuses).Key);
        Assert.Equal(0, first.Simulator.Requests.Count("tmdb-images"));
    }

    [Fact]
    public async Task Nothing_that_is_shared_holds_a_key_or_tells_whose_it_is()
    {
        var container = "c" + Guid.NewGuid().ToString("N");
        await using var app = await StartAsync(container);
        await app.EnrichAsync(await app.RegisterAsync(Film));

        var blobs = new BlobContainerClient(services.Storage, container);
        var seen = new List<string>();
        await foreach (var blob in blobs.GetBlobsAsync(BlobTraits.Metadata, cancellationToken: Cancelled))
        {
            var content = await blobs.GetBlobClient(blob.Name).DownloadContentAsync(Cancelled);
            seen.Add($"{blob.Name} {string.Join(' ', blob.Metadata)} {Unpacked(content.Value.Content)}");
        }

        Assert.Contains(seen, text => text.StartsWith("answers/", StringComparison.Ordinal));
        Assert.Contains(seen, text => text.StartsWith("images-1/", StringComparison.Ordinal));
        Assert.Contains(seen, text => text.StartsWith("files/", StringComparison.Ordinal));
        Assert.DoesNotContain(seen, text => text.StartsWith("asking/", StringComparison.Ordinal));
        var own = FourProviders.Secrets.Append(app.Storage.Titles.Name[..13]);
        Assert.All(own, secret => Assert.DoesNotContain(seen, text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private static string Unpacked(BinaryData content)
    {
        if (content.ToMemory().Span is not [0x1F, 0x8B, ..]) return content.ToString();
        using var gzip = new System.IO.Compression.GZipStream(content.ToStream(), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }

    private static async Task<JsonObject> TitleAsync(TestApp app) => await app.GetAsync($"v1/movies/{Film}");

    private static async Task<List<string>> ChosenAsync(TestApp app)
    {
        var names = new List<string>();
        await foreach (var blob in app.Storage.Assets.GetBlobsAsync(cancellationToken: Cancelled)) names.Add(blob.Name);
        return [.. names.Order()];
    }

    private Task<TestApp> StartAsync(string container, TestApp? other = null)
    {
        var providers = other?.Simulator;
        (string, string)[] elsewhere = providers is null ? [] :
        [
            ("Providers:Tmdb:BaseUrl", $"{providers.TmdbApi}"),
            ("Providers:Tmdb:ImageBaseUrl", $"{providers.TmdbImages}"),
            ("Downloads:LocalHosts:0", providers.BaseAddress.Authority),
        ];

        var four = FourProviders.Settings.Select(setting => providers is null
            ? setting
            : (setting.Key, setting.Value.Replace("{simulator}", $"{providers.BaseAddress}", StringComparison.Ordinal)));
        return TestApp.StartAsync(services, settings: [("ProviderCache:Container", container), .. four, .. elsewhere]);
    }
}
