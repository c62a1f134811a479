using System.Net;
using Metarr.Enrichment.Library;
using Metarr.Functions.Tests.Bulk;
using Metarr.Functions.Tests.Choosing;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Surface;

/// <summary>What is probed and what is cached answers HEAD as GET, without the body.</summary>
public sealed class HeadFlows(LocalServices services)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_probe_of_the_health_needs_no_body()
    {
        await using var app = await TestApp.StartAsync(services);

        using var answer = await HeadAsync(app, "health");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Fact]
    public async Task A_kept_file_tells_its_size_sort_and_tag_without_its_bytes()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(BulkApp.SmallFilms(1)[0]);
        await app.DoWithFileAsync($"v1/movies/{id}/assets/poster", await app.PictureAsync(BundledLibrary.Films[1].TmdbId));
        var kept = (await app.Titles.GetSnapshotAsync(TitleId.Movie(id), Cancelled)).Cached.Single().Analysis;

        using var answer = await HeadAsync(app, $"v1/assets/{kept.Sha256}");
        using var unknown = await HeadAsync(app, $"v1/assets/{new string('0', 64)}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (answer.StatusCode, unknown.StatusCode));
        Assert.Equal((kept.Bytes, kept.MediaType), (answer.Content.Headers.ContentLength, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal($"\"{kept.Sha256}\"", answer.Headers.ETag!.Tag);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancelled));
    }

    private static async Task<HttpResponseMessage> HeadAsync(TestApp app, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
        return await app.Http.SendAsync(request, Cancelled);
    }
}
