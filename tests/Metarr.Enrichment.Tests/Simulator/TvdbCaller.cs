using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>Speaks to the simulated TheTVDB as its clients do: a login, then a token with every request.</summary>
internal sealed class TvdbCaller(HttpClient http, SimulatorHost host)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A new token.</summary>
    public async Task<string> LogInAsync()
    {
        using var answer = await http.PostAsJsonAsync(
            new Uri(host.TvdbApi, "login"), new { apikey = host.Options.TvdbApiKey }, Cancellation);
        answer.EnsureSuccessStatusCode();
        return (string)(await SimulatorFixture.ReadAsync(answer))["data"]!["token"]!;
    }

    /// <summary>The answer to one request; without a token when that is empty.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.TvdbApi, path));
        if (token.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, Cancellation);
    }

    /// <summary>The data of a success.</summary>
    public async Task<JsonNode?> DataAsync(string path)
    {
        using var answer = await GetAsync(path, await LogInAsync());
        answer.EnsureSuccessStatusCode();
        return (await SimulatorFixture.ReadAsync(answer))["data"];
    }
}
