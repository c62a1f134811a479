using System.Net;
using System.Net.Http.Headers;
using Metarr.ProviderSimulator;

namespace Metarr.Enrichment.Tests.Simulator;

public sealed class RateLimitTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_goes_too_fast_earns_a_429_until_the_bucket_has_filled_again()
    {
        var clock = new HandClock();
        var limited = new SimulatorOptions { Time = clock, RequestsPerSecond = new Dictionary<string, double> { ["tmdb"] = 4 } };
        var (host, cache) = await SimulatorFixture.StartAnotherAsync(limited);
        await using (host)
        {
            var first = await StatusesAsync(host, 6);
            clock.Advance(TimeSpan.FromSeconds(0.5));
            var second = await StatusesAsync(host, 3);

            Assert.Equal((4, 2), (Count(first, HttpStatusCode.OK), Count(first, HttpStatusCode.TooManyRequests)));
            Assert.Equal((2, 1), (Count(second, HttpStatusCode.OK), Count(second, HttpStatusCode.TooManyRequests)));
        }
        Directory.Delete(cache, recursive: true);
    }

    [Fact]
    public async Task Each_credential_has_a_bucket_of_its_own()
    {
        var limited = new SimulatorOptions
        {
            Time = new HandClock(),
            RequestsPerSecond = new Dictionary<string, double> { ["tmdb"] = 1 },
        };
        var (host, cache) = await SimulatorFixture.StartAnotherAsync(limited);
        await using (host)
        {
            var byKey = await StatusesAsync(host, 2);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.TmdbApi, "configuration"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Options.TmdbReadToken);
            using var byToken = await simulator.Http.SendAsync(request, Cancellation);

            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], byKey);
            Assert.Equal(HttpStatusCode.OK, byToken.StatusCode);
        }
        Directory.Delete(cache, recursive: true);
    }

    private static int Count(List<HttpStatusCode> statuses, HttpStatusCode status) => statuses.Count(one => one == status);

    private async Task<List<HttpStatusCode>> StatusesAsync(SimulatorHost host, int requests)
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < requests; i++)
        {
            using var response = await simulator.GetAsync(host, "configuration");
            statuses.Add(response.StatusCode);
        }
        return statuses;
    }

    /// <summary>Goes on only when told to.</summary>
    private sealed class HandClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan span) => Interlocked.Add(ref ticks, span.Ticks);

        public override long GetTimestamp() => Interlocked.Read(ref ticks);
    }
}
