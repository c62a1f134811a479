using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Faults;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.Enrichment.Tests.Simulator;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly FaultScenario faults = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private SimulatorHost host = null!;
    private string cache = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Film => new(host.TmdbApi, $"movie/900002?api_key={host.Options.TmdbApiKey}");

    private Uri Poster => new(host.TmdbImages, "w500" + BundledLibrary.Find(900_002)!.Art.Posters[0].Spec.FilePath);

    public async ValueTask InitializeAsync() =>
        (host, cache) = await SimulatorFixture.StartAnotherAsync(new() { Faults = faults });

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        Directory.Delete(cache, recursive: true);
    }

    [Theory]
    [InlineData(Fault.TooManyRequests, HttpStatusCode.TooManyRequests)]
    [InlineData(Fault.InternalError, HttpStatusCode.InternalServerError)]
    [InlineData(Fault.Unavailable, HttpStatusCode.ServiceUnavailable)]
    [InlineData(Fault.ExpiredCredential, HttpStatusCode.Unauthorized)]
    [InlineData(Fault.NotFound, HttpStatusCode.NotFound)]
    [InlineData(Fault.RedirectAway, HttpStatusCode.Redirect)]
    public async Task A_fault_of_status_is_answered_with_that_status(Fault fault, HttpStatusCode expected)
    {
        faults.Replace([new() { Fault = fault }]);

        using var film = await http.GetAsync(Film, Cancellation);

        Assert.Equal(expected, film.StatusCode);
    }

    [Theory]
    [InlineData(RetryAfterForm.Absent)]
    [InlineData(RetryAfterForm.Seconds)]
    [InlineData(RetryAfterForm.Date)]
    public async Task A_refusal_says_when_to_come_back_in_the_form_asked_for(RetryAfterForm form)
    {
        faults.Replace([new() { Fault = Fault.TooManyRequests, RetryAfter = form, RetryAfterSeconds = 30 }]);

        using var film = await http.GetAsync(Film, Cancellation);

        var retry = film.Headers.RetryAfter;
        Assert.Equal(form == RetryAfterForm.Seconds ? TimeSpan.FromSeconds(30) : null, retry?.Delta);
        Assert.Equal(form == RetryAfterForm.Date, retry?.Date is not null);
    }

    [Fact]
    public async Task A_rule_strikes_where_and_as_often_as_it_says()
    {
        faults.Replace([new() { Fault = Fault.InternalError, Provider = "tmdb", Route = "3/movie/{id}", Times = 2 }]);

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var film = await http.GetAsync(Film, Cancellation);
            using var poster = await http.GetAsync(Poster, Cancellation);
            statuses.Add(film.StatusCode);
            Assert.Equal(HttpStatusCode.OK, poster.StatusCode);
        }

        Assert.Equal([HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError, HttpStatusCode.OK], statuses);
        Assert.Empty(faults.Rules);
    }

    [Fact]
    public async Task A_chance_strikes_some_requests_and_spares_others()
    {
        faults.Replace([new() { Fault = Fault.InternalError, Chance = 0.5 }]);

        var failed = 0;
        for (var i = 0; i < 40; i++)
        {
            using var film = await http.GetAsync(Film, Cancellation);
            failed += film.IsSuccessStatusCode ? 0 : 1;
        }

        Assert.InRange(failed, 8, 32);
    }

    [Fact]
    public async Task A_truncated_body_breaks_off()
    {
        faults.Replace([new() { Fault = Fault.Truncated }]);

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetByteArrayAsync(Poster, Cancellation));
    }

    [Theory]
    [InlineData(Fault.Stall)]
    [InlineData(Fault.NoAnswer)]
    public async Task A_silent_provider_keeps_its_client_waiting(Fault fault)
    {
        faults.Replace([new() { Fault = fault }]);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.GetByteArrayAsync(Poster, patience.Token));
    }

    [Fact]
    public async Task A_request_that_was_never_answered_is_counted_as_given_up()
    {
        var arrivals = new Arrivals(new FaultScenario([new() { Fault = Fault.NoAnswer }]));
        var (silent, folder) = await SimulatorFixture.StartAnotherAsync(new() { Faults = arrivals });
        await using (silent)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var asking = http.GetByteArrayAsync(new Uri(silent.TmdbApi, "movie/900002"), patience.Token);
            await arrivals.First.WaitAsync(Cancellation);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            deadline.CancelAfter(TimeSpan.FromMinutes(1));
            while (silent.Requests.Count("tmdb") == 0)
                await Task.Delay(20, deadline.Token);

            Assert.Equal(1, Assert.Single(silent.Requests.Snapshot()).Statuses[499]);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_short_length_gives_half_an_image_that_looks_whole()
    {
        var whole = await http.GetByteArrayAsync(Poster, Cancellation);
        faults.Replace([new() { Fault = Fault.ShortLength }]);

        var half = await http.GetByteArrayAsync(Poster, Cancellation);

        Assert.Equal(whole[..(whole.Length / 2)], half);
    }

    [Fact]
    public async Task A_slow_drip_arrives_whole()
    {
        var whole = await http.GetByteArrayAsync(Film, Cancellation);
        faults.Replace([new() { Fault = Fault.SlowDrip, DripBytesPerSecond = 10_000 }]);

        Assert.Equal(whole, await http.GetByteArrayAsync(Film, Cancellation));
    }

    [Fact]
    public async Task Bodies_can_be_empty_a_page_broken_or_of_other_types()
    {
        faults.Replace([new() { Fault = Fault.Empty, Times = 1 }, new() { Fault = Fault.Html, Times = 1 },
            new() { Fault = Fault.MalformedJson, Times = 1 }, new() { Fault = Fault.WrongTypes, Times = 1 }]);

        var empty = await http.GetByteArrayAsync(Film, Cancellation);
        using var page = await http.GetAsync(Film, Cancellation);
        var broken = await http.GetByteArrayAsync(Film, Cancellation);
        var twisted = JsonNode.Parse(await http.GetByteArrayAsync(Film, Cancellation))!;

        Assert.Empty(empty);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(broken));
        Assert.Equal(JsonValueKind.Object, twisted["id"]!.GetValueKind());
        Assert.Equal(JsonValueKind.String, twisted["genres"]!.GetValueKind());
    }

    [Fact]
    public async Task Faults_can_be_set_read_and_cleared_over_HTTP()
    {
        var admin = new Uri(host.BaseAddress, "_admin/faults");
        using var rules = new StringContent("""[{"fault":"Unavailable","provider":"tmdb","times":5,"retryAfter":"Seconds"}]""");
        rules.Headers.ContentType = new("application/json");

        using var set = await http.PutAsync(admin, rules, Cancellation);
        using var struck = await http.GetAsync(Film, Cancellation);
        var left = await http.GetFromJsonAsync<JsonArray>(admin, Cancellation);
        using var cleared = await http.DeleteAsync(admin, Cancellation);
        using var spared = await http.GetAsync(Film, Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, struck.StatusCode);
        Assert.Equal(4, (int)Assert.Single(left!)!["times"]!);
        Assert.Equal(HttpStatusCode.OK, spared.StatusCode);
    }

    [Fact]
    public async Task A_scenario_file_that_is_no_list_of_rules_is_refused_by_name()
    {
        var file = Path.Combine(cache, "faults.json");
        await File.WriteAllTextAsync(file, """[{"fault":"Gremlins"}]""", Cancellation);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => FaultScenario.LoadAsync(file, Cancellation));

        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Tells when the first request has come.</summary>
    private sealed class Arrivals(IFaultSource faults) : IFaultSource
    {
        private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task First => first.Task;

        public Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
        {
            first.TrySetResult();
            return faults.InvokeAsync(request, context, next);
        }
    }
}
