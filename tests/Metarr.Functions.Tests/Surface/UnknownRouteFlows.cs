using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Functions.Surface;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Triggers;

namespace Metarr.Functions.Tests.Surface;

public sealed class UnknownRouteFlows(LocalServices services)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "v1/movie", 404, "route-not-found", null)]
    [InlineData("POST", "v2/movies/603/enrich", 404, "route-not-found", null)]
    [InlineData("GET", "v1/movies/603/nonsense/deeper", 404, "route-not-found", null)]
    [InlineData("DELETE", "v1/movies", 405, "method-not-allowed", "GET, POST")]
    [InlineData("GET", "v1/movies/603/enrich", 405, "method-not-allowed", "POST")]
    [InlineData("PUT", "v1/movies/603", 405, "method-not-allowed", "DELETE, GET, PATCH")]
    [InlineData("GET", "webhooks/radarr", 405, "method-not-allowed", "POST, PUT")]
    [InlineData("OPTIONS", "health", 405, "method-not-allowed", "GET, HEAD")]
    public async Task A_wrong_path_or_method_is_told_like_any_other_mistake(string method, string path, int status, string code, string? allow)
    {
        await using var app = await TestApp.StartAsync(services);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));

        using var answer = await app.Http.SendAsync(request, Cancelled);

        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
        Assert.Equal((status, code), ((int)answer.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(allow, allow is null ? null : string.Join(", ", answer.Content.Headers.Allow));
    }

    [Fact]
    public void What_takes_every_path_comes_last_where_routes_are_tried_by_the_names_of_functions()
    {
        var names = HttpFunction.In(typeof(MovieTriggers).Assembly).Select(function => function.Name).ToList();

        Assert.Equal(UnknownRouteTriggers.Name, names.MaxBy(name => name, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_read()
    {
        await using var app = await TestApp.StartAsync(services);
        using var body = new StringContent(new string(' ', 9 * 1024 * 1024), null, "application/json");

        using var answer = await app.Http.PostAsync(new Uri("v1/movies", UriKind.Relative), body, Cancelled);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("body-too-large", (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Titles_are_answered_in_their_own_letters()
    {
        await using var app = await TestApp.StartAsync(services);
        using var answer = await app.Http.PostAsJsonAsync("v1/movies", new { tmdbId = 1, title = "Amélie <千>" }, Cancelled);

        Assert.Contains("Amélie \\u003C千\\u003E", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }
}
