using System.Net;
using System.Text;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using static Metarr.Enrichment.Tests.Providers.ScriptedHandler;

namespace Metarr.Enrichment.Tests.Providers.Calls;

public sealed class ProviderHttpTests
{
    private const string Secret = "s3cr3t";

    private static readonly CallOptions Options = new();

    private readonly SkippingClock clock = new(Options.Timeout);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_fails_twice_succeeds_at_the_third_try()
    {
        using var provider = new ScriptedHandler(Status(500), Status(503), Json("""{"id":1}"""));

        var answer = await SendAsync(provider, CallPriority.Interactive);

        var ok = Assert.IsType<ProviderAnswer.Ok>(answer);
        Assert.Equal("""{"id":1}""", Encoding.UTF8.GetString(ok.Body.Span));
        Assert.Equal(2, clock.Waits.Count);
    }

    [Theory]
    [InlineData(CallPriority.Interactive, 3)]
    [InlineData(CallPriority.Background, 6)]
    public async Task Background_work_is_more_patient_than_people(CallPriority priority, int tries)
    {
        using var provider = new ScriptedHandler(Status(502));

        Assert.IsType<ProviderAnswer.Unavailable>(await SendAsync(provider, priority));

        Assert.Equal(tries, provider.Urls.Count);
        Assert.All(clock.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("Sun, 01 Mar 2026 12:00:07 GMT")]
    public async Task The_wait_that_is_asked_for_is_kept_whether_in_seconds_or_as_a_date(string retryAfter)
    {
        using var provider = new ScriptedHandler(Status(429, retryAfter), Json("{}"));

        Assert.IsType<ProviderAnswer.Ok>(await SendAsync(provider, CallPriority.Interactive));

        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Single(clock.Waits));
    }

    [Fact]
    public async Task Who_is_asked_to_wait_too_long_gives_up_at_once_and_so_does_the_next()
    {
        using var provider = new ScriptedHandler(Status(429, "120"), Json("{}"));
        var http = Http(provider);

        var first = await http.SendAsync(Call(CallPriority.Background), Ending);
        var second = await http.SendAsync(Call(CallPriority.Background), Ending);

        Assert.Equal(new ProviderAnswer.RateLimited(TimeSpan.FromSeconds(120)), first);
        Assert.Equal(new ProviderAnswer.RateLimited(TimeSpan.FromSeconds(120)), second);
        Assert.Single(provider.Urls);
        Assert.Empty(clock.Waits);
    }

    [Fact]
    public async Task A_provider_that_limits_every_try_ends_as_rate_limited_and_does_not_open_the_breaker()
    {
        using var provider = new ScriptedHandler(Status(429));
        var http = Http(provider);

        for (var call = 0; call < 6; call++)
        {
            Assert.IsType<ProviderAnswer.RateLimited>(
                await http.SendAsync(Call(CallPriority.Interactive), Ending));
        }

        Assert.Equal(18, provider.Urls.Count);
    }

    [Theory]
    [InlineData("<html>Just a moment</html>")]
    [InlineData("""{"id":603,"title":"The Ma""")]
    [InlineData("")]
    public async Task What_is_no_json_is_tried_again_and_then_told(string body)
    {
        using var provider = new ScriptedHandler(Json(body));

        var answer = Assert.IsType<ProviderAnswer.Unavailable>(await SendAsync(provider, CallPriority.Interactive));

        Assert.Equal("tmdb sent what is no JSON when asked for /3/movie/603.", answer.Reason);
        Assert.Equal(3, provider.Urls.Count);
    }

    [Fact]
    public async Task A_byte_order_mark_does_no_harm()
    {
        using var provider = new ScriptedHandler(Json("\uFEFF{}"));

        var ok = Assert.IsType<ProviderAnswer.Ok>(await SendAsync(provider, CallPriority.Interactive));

        Assert.Equal(2, ok.Body.Length);
    }

    [Theory]
    [InlineData(401, typeof(ProviderAnswer.Unauthorized))]
    [InlineData(403, typeof(ProviderAnswer.Unauthorized))]
    [InlineData(404, typeof(ProviderAnswer.NotFound))]
    [InlineData(422, typeof(ProviderAnswer.Unavailable))]
    [InlineData(302, typeof(ProviderAnswer.Unavailable))]
    public async Task What_no_repetition_mends_is_asked_once(int status, Type expected)
    {
        using var provider = new ScriptedHandler(Status(status));

        Assert.IsType(expected, await SendAsync(provider, CallPriority.Background));

        Assert.Single(provider.Urls);
    }

    [Fact]
    public async Task A_kept_tag_makes_the_request_conditional()
    {
        using var provider = new ScriptedHandler(Status(304));
        var url = new Uri("https://api.example/3/movie/603");
        var call = new ProviderCall("tmdb", url, CallPriority.Interactive) { ETag = "W/\"abc\"" };

        var answer = await Http(provider).SendAsync(call, Ending);

        Assert.IsType<ProviderAnswer.NotModified>(answer);
        Assert.Equal("W/\"abc\"", Assert.Single(provider.Tags));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_not_read_to_its_end()
    {
        using var provider = new ScriptedHandler(Json("[" + new string(' ', 100) + "]"));

        var answer = await SendAsync(provider, CallPriority.Background, Options with { MaxBodyBytes = 50 });

        Assert.Contains("more than 50 bytes", Assert.IsType<ProviderAnswer.Unavailable>(answer).Reason, StringComparison.Ordinal);
        Assert.Single(provider.Urls);
    }

    [Fact]
    public async Task A_provider_that_never_answers_is_given_up_after_the_time_out_of_each_try()
    {
        using var client = new HttpClient(new SilentHandler());
        var impatient = new SkippingClock();
        var http = new ProviderHttp(client, Open(impatient), new OwnBreaker(impatient), impatient);

        var answer = await http.SendAsync(Call(CallPriority.Interactive), Ending);

        Assert.Equal(
            "tmdb did not answer within 10 s when asked for /3/movie/603.",
            Assert.IsType<ProviderAnswer.Unavailable>(answer).Reason);
        Assert.Equal(3, impatient.Waits.Count(wait => wait == Options.Timeout));
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_an_exception_and_the_provider_no_blame()
    {
        using var client = new HttpClient(new SilentHandler());
        using var patience = new CancellationTokenSource();
        var breaker = new OwnBreaker(clock);
        var http = new ProviderHttp(client, Open(clock), breaker, clock);
        var sending = http.SendAsync(Call(CallPriority.Interactive), patience.Token);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(BreakerState.Closed, breaker.StateOf("tmdb"));
    }

    [Fact]
    public async Task Five_failed_calls_in_a_row_keep_the_next_from_being_sent_until_two_probes_succeed()
    {
        using var provider = new ScriptedHandler([.. Enumerable.Repeat(Status(500), 15), Json("{}")]);
        var http = Http(provider);
        for (var call = 0; call < 5; call++) await http.SendAsync(Call(CallPriority.Interactive), Ending);

        var refused = await http.SendAsync(Call(CallPriority.Interactive), Ending);
        Assert.Contains("left alone until", Assert.IsType<ProviderAnswer.Unavailable>(refused).Reason, StringComparison.Ordinal);
        Assert.Equal(15, provider.Urls.Count);

        clock.Advance(BreakerState.OpenFor);
        Assert.IsType<ProviderAnswer.Ok>(await http.SendAsync(Call(CallPriority.Interactive), Ending));
        Assert.IsType<ProviderAnswer.Ok>(await http.SendAsync(Call(CallPriority.Interactive), Ending));
    }

    [Fact]
    public async Task No_answer_tells_the_key()
    {
        Func<HttpRequestMessage, HttpResponseMessage>[] faults =
        [
            Status(500), Status(429, "99"), Status(401), Status(404), Status(418), Json("nonsense"),
            request => throw new HttpRequestException($"Cannot reach {request.RequestUri}"),
            request => throw new IOException($"Broke off {request.RequestUri}"),
        ];
        foreach (var fault in faults)
        {
            using var provider = new ScriptedHandler(fault);
            var answer = await SendAsync(provider, CallPriority.Interactive);
            Assert.DoesNotContain(Secret, answer.ToString(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Secret, Call(CallPriority.Interactive).ToString(), StringComparison.Ordinal);
    }

    private static ProviderCall Call(CallPriority priority) =>
        new("tmdb", new Uri($"https://api.example/3/movie/603?api_key={Secret}"), priority);

    private static OwnGate Open(TimeProvider time) => new(time);

    private ProviderHttp Http(HttpMessageHandler provider, CallOptions? options = null) =>
        new(new HttpClient(provider, disposeHandler: false), Open(clock), new OwnBreaker(clock), clock, options);

    private Task<ProviderAnswer> SendAsync(HttpMessageHandler provider, CallPriority priority, CallOptions? options = null) =>
        Http(provider, options).SendAsync(Call(priority), Ending);

    private sealed class SilentHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
