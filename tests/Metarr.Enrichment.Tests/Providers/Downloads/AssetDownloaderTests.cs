using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Downloads;
using Metarr.Enrichment.Tests.Providers.Calls;
using Microsoft.AspNetCore.Http;

namespace Metarr.Enrichment.Tests.Providers.Downloads;

public sealed class AssetDownloaderTests
{
    private static readonly DownloadOptions Defaults = new();

    private readonly SkippingClock clock = new(Defaults.StallTimeout, Defaults.TryTimeout);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    public async Task A_file_arrives_whole_whether_its_length_is_stated_or_not(int length)
    {
        var file = new byte[length];
        new Random(7).NextBytes(file);
        await using var server = await LocalServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/stated.jpg") context.Response.ContentLength = length;
            await context.Response.Body.WriteAsync(file);
        });

        foreach (var path in new[] { "stated.jpg", "chunked.jpg" })
        {
            using var downloaded = Assert.IsType<DownloadResult.Downloaded>(await DownloadAsync(server, path));
            Assert.True(downloaded.Bytes.Span.SequenceEqual(file));
        }
    }

    [Fact]
    public async Task A_buffer_that_was_given_back_shows_nothing_more()
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync("x"));
        var downloaded = Assert.IsType<DownloadResult.Downloaded>(await DownloadAsync(server, "x.jpg"));

        downloaded.Dispose();
        downloaded.Dispose();

        Assert.Throws<ObjectDisposedException>(() => downloaded.Bytes);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_file_that_is_not_there_is_asked_for_once(int status)
    {
        var requests = 0;
        await using var server = await LocalServer.StartAsync(context => Answer(context, status, ref requests));

        Assert.IsType<DownloadResult.NotFound>(await DownloadAsync(server, "x.jpg"));
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task A_server_that_keeps_failing_is_tried_three_times()
    {
        var requests = 0;
        await using var server = await LocalServer.StartAsync(context => Answer(context, 500, ref requests));

        Assert.IsType<DownloadResult.Unavailable>(await DownloadAsync(server, "x.jpg"));
        Assert.Equal(3, requests);
    }

    [Fact]
    public async Task A_file_that_breaks_off_is_fetched_again()
    {
        var requests = 0;
        await using var server = await LocalServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 8;
            await context.Response.WriteAsync("1234");
            if (Interlocked.Increment(ref requests) < 3) context.Abort();
            else await context.Response.WriteAsync("5678");
        });

        using var downloaded = Assert.IsType<DownloadResult.Downloaded>(await DownloadAsync(server, "x.jpg"));
        Assert.Equal("12345678"u8, downloaded.Bytes.Span);
    }

    [Theory]
    [InlineData("stated.jpg")]
    [InlineData("chunked.jpg")]
    public async Task A_file_over_the_limit_is_not_taken(string path)
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/stated.jpg") context.Response.ContentLength = 1001;
            await context.Response.Body.WriteAsync(new byte[1001]);
        });

        var result = await DownloadAsync(server, path, options => options with { MaxBytes = 1000 });

        Assert.Equal(new DownloadResult.TooLarge(1000), result);
    }

    [Fact]
    public async Task A_limited_server_is_waited_for_and_given_up_when_the_wait_is_long()
    {
        var requests = 0;
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = Interlocked.Increment(ref requests) == 1 ? "3" : "300";
            context.Response.StatusCode = 429;
            return Task.CompletedTask;
        });

        var result = await DownloadAsync(server, "x.jpg");

        Assert.Equal(new DownloadResult.RateLimited(TimeSpan.FromSeconds(300)), result);
        Assert.Equal(2, requests);
        Assert.Equal(TimeSpan.FromSeconds(3), Assert.Single(clock.Waits));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task A_server_that_stalls_before_the_first_byte_or_in_mid_body_times_out(int bytes)
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            if (bytes > 0) await context.Response.Body.WriteAsync(new byte[bytes]);
            if (bytes > 0) await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        var result = await DownloadAsync(
            server,
            "x.jpg",
            options => options with { Retries = 0, StallTimeout = TimeSpan.FromMilliseconds(200) },
            TimeProvider.System);

        Assert.IsType<DownloadResult.TimedOut>(result);
    }

    [Fact]
    public async Task A_slow_drip_does_not_last_for_ever()
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[1]);
                await context.Response.Body.FlushAsync();
                await Task.Delay(20, context.RequestAborted);
            }
        });

        var result = await DownloadAsync(
            server,
            "x.jpg",
            options => options with { Retries = 0, TryTimeout = TimeSpan.FromMilliseconds(400) },
            TimeProvider.System);

        Assert.IsType<DownloadResult.TimedOut>(result);
    }

    [Fact]
    public async Task Redirects_are_followed_among_known_hosts()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            if (context.Request.Path == "/real.jpg") return context.Response.WriteAsync("art");
            context.Response.Redirect("/real.jpg");
            return Task.CompletedTask;
        });

        using var downloaded = Assert.IsType<DownloadResult.Downloaded>(await DownloadAsync(server, "old.jpg"));
        Assert.Equal("art"u8, downloaded.Bytes.Span);
    }

    [Theory]
    [InlineData("https://evil.example/art.jpg", "evil.example")]
    [InlineData("http://169.254.169.254/latest/meta-data", "169.254.169.254")]
    [InlineData("http://image.tmdb.org/t/p/original/x.jpg", "image.tmdb.org")]
    [InlineData("https://image.tmdb.org:8443/t/p/original/x.jpg", "image.tmdb.org:8443")]
    [InlineData("https://me:pass@image.tmdb.org/x.jpg", "image.tmdb.org")]
    [InlineData("https://image.tmdb.org.evil.example/x.jpg", "image.tmdb.org.evil.example")]
    [InlineData("file:///etc/passwd", "")]
    public async Task What_images_may_not_come_from_is_refused_at_first_sight_and_after_a_redirect(string address, string host)
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.Headers.Location = address;
            context.Response.StatusCode = 302;
            return Task.CompletedTask;
        });

        Assert.Equal(host, Assert.IsType<DownloadResult.Refused>(await DownloadAsync(server, address)).Host);
        Assert.Equal(host, Assert.IsType<DownloadResult.Refused>(await DownloadAsync(server, "x.jpg")).Host);
    }

    [Fact]
    public async Task A_server_that_redirects_in_circles_is_left()
    {
        var requests = 0;
        await using var server = await LocalServer.StartAsync(context =>
        {
            Interlocked.Increment(ref requests);
            context.Response.Redirect("/again.jpg");
            return Task.CompletedTask;
        });

        Assert.IsType<DownloadResult.Unavailable>(await DownloadAsync(server, "x.jpg"));
        Assert.Equal(6, requests);
    }

    [Fact]
    public async Task An_allowed_name_that_leads_inside_is_refused()
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync("inside"));
        var options = new DownloadOptions { AllowedHosts = [$"localhost:{server.Root.Port}"] };
        using var client = DownloadTransport.CreateClient(options);

        var result = await Downloader(client, options, clock)
            .DownloadAsync(new Uri($"https://localhost:{server.Root.Port}/x.jpg"), TestContext.Current.CancellationToken);

        Assert.Equal("localhost", Assert.IsType<DownloadResult.Refused>(result).Host);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("127.0.0.1:port")]
    public void A_local_host_is_named_with_its_port(string entry)
    {
        var options = new DownloadOptions { LocalHosts = [entry] };
        var fault = Assert.Throws<ArgumentException>(() => DownloadTransport.CreateClient(options));

        Assert.StartsWith($"'{entry}' in LocalHosts must be host:port.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_giving_up_throws()
    {
        await using var server = await LocalServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var options = new DownloadOptions { LocalHosts = [server.Authority] };
        using var client = DownloadTransport.CreateClient(options);
        using var patience = new CancellationTokenSource();
        var downloading = Downloader(client, options, clock).DownloadAsync(server.Url("x.jpg"), patience.Token);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => downloading);
    }

    private static Task Answer(HttpContext context, int status, ref int requests)
    {
        Interlocked.Increment(ref requests);
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static AssetDownloader Downloader(HttpClient client, DownloadOptions options, TimeProvider time) =>
        new(client, options, new OwnGate(time), time);

    private async Task<DownloadResult> DownloadAsync(
        LocalServer server, string path, Func<DownloadOptions, DownloadOptions>? change = null, TimeProvider? time = null)
    {
        var options = Defaults with { LocalHosts = [server.Authority] };
        options = change?.Invoke(options) ?? options;
        using var client = DownloadTransport.CreateClient(options);
        var downloader = Downloader(client, options, time ?? clock);
        return await downloader.DownloadAsync(server.Url(path), TestContext.Current.CancellationToken);
    }
}
