using System.IO.Compression;
using System.Text;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Microsoft.AspNetCore.Http;

namespace Metarr.Enrichment.Tests.Providers.Calls;

public sealed class CallTransportTests
{
    [Fact]
    public async Task Compressed_answers_are_unpacked_and_redirects_are_not_followed_with_the_key()
    {
        var elsewhere = 0;
        await using var server = await LocalServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/elsewhere") Interlocked.Increment(ref elsewhere);
            if (context.Request.Path == "/redirect") context.Response.Redirect("/elsewhere?" + context.Request.QueryString);
            if (context.Request.Path != "/gzip") return;
            Assert.Contains("gzip", context.Request.Headers.AcceptEncoding.ToString(), StringComparison.Ordinal);
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.Headers.ETag = "W/\"1\"";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("""{"id":603}"""));
        });
        using var client = CallTransport.CreateClient();
        var gate = new OwnGate(TimeProvider.System);
        var http = new ProviderHttp(client, gate, new OwnBreaker(TimeProvider.System), TimeProvider.System);

        var packed = await http.SendAsync(Call(server, "gzip"), TestContext.Current.CancellationToken);
        var redirected = await http.SendAsync(Call(server, "redirect?api_key=x"), TestContext.Current.CancellationToken);

        var ok = Assert.IsType<ProviderAnswer.Ok>(packed);
        Assert.Equal("""{"id":603}""", Encoding.UTF8.GetString(ok.Body.Span));
        Assert.Equal("W/\"1\"", ok.ETag);
        Assert.IsType<ProviderAnswer.Unavailable>(redirected);
        Assert.Equal(0, elsewhere);
    }

    private static ProviderCall Call(LocalServer server, string path) => new("tmdb", server.Url(path), CallPriority.Interactive);
}
