using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.LocalRuntime.Tests.Hosting;

/// <summary>Speaks the SignalR protocol as the standard JavaScript client does, byte by byte.</summary>
public sealed class SignalRTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_negotiated_client_hears_what_functions_send_to_its_hub()
    {
        await using var app = await TestApp.StartAsync(typeof(Live));
        using var client = await ConnectAsync(app, "live");
        using var other = await ConnectAsync(app, "other");
        await app.Http.PostAsync("api/tell", null, Cancel);
        Assert.Equal("""{"type":1,"target":"bulk:progress","arguments":[{"Percent":50}]}""", await client.ReadAsync());
        await app.Http.PostAsync("api/tellOther", null, Cancel);
        Assert.Equal("""{"type":1,"target":"other","arguments":[]}""", await other.ReadAsync());
    }

    [Fact]
    public async Task A_message_to_a_user_reaches_that_user_alone()
    {
        await using var app = await TestApp.StartAsync(typeof(Live));
        using var ann = await ConnectAsync(app, "live", "ann");
        using var bob = await ConnectAsync(app, "live", "bob");
        await app.Http.PostAsync("api/tellUser?user=bob", null, Cancel);
        await app.Http.PostAsync("api/tell", null, Cancel);
        Assert.Contains("for bob", await bob.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("bulk:progress", await ann.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_wants_a_token_made_for_it()
    {
        await using var app = await TestApp.StartAsync(typeof(Live));
        var (url, token) = await NegotiateAsync(app, "live", null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Http.PostAsync($"{url}/negotiate?negotiateVersion=1", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await NegotiateWithHubAsync(app, url, token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await NegotiateWithHubAsync(app, url, token + "x")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await NegotiateWithHubAsync(app, url.Replace("live", "other", StringComparison.Ordinal), token)).StatusCode);
    }

    private static async Task<(string Url, string Token)> NegotiateAsync(TestApp app, string hub, string? user)
    {
        var answer = await app.Http.PostAsync($"api/{hub}/negotiate?negotiateVersion=1&user={user}", null, Cancel);
        var info = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return (info.GetProperty("url").GetString()!, info.GetProperty("accessToken").GetString()!);
    }

    private static async Task<HttpResponseMessage> NegotiateWithHubAsync(TestApp app, string url, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/negotiate?negotiateVersion=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await app.Http.SendAsync(request, Cancel);
    }

    private static async Task<HubClient> ConnectAsync(TestApp app, string hub, string? user = null)
    {
        var (url, token) = await NegotiateAsync(app, hub, user);
        var answer = await NegotiateWithHubAsync(app, url, token);
        var connection = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var id = connection.GetProperty("connectionToken").GetString();
        var client = new HubClient();
        await client.ConnectAsync(new Uri($"{url.Replace("http", "ws", StringComparison.Ordinal)}?id={id}&access_token={token}"));
        await client.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Equal("{}", await client.ReadAsync());

        // The hub answers calls only after it has put the connection into its groups; that there is no such method does not matter.
        await client.SendAsync("""{"type":1,"invocationId":"0","target":"none","arguments":[]}""");
        Assert.StartsWith("""{"type":3,"invocationId":"0",""", await client.ReadAsync(), StringComparison.Ordinal);
        return client;
    }

    public static class Live
    {
        [Function("negotiateLive")]
        public static IActionResult Negotiate(
            [HttpTrigger("post", Route = "live/negotiate")] HttpRequest request,
            [SignalRConnectionInfoInput(HubName = "live", UserId = "{query.user}")] SignalRConnectionInfo connection) =>
            new OkObjectResult(connection);

        [Function("negotiateOther")]
        public static IActionResult NegotiateOther(
            [HttpTrigger("post", Route = "other/negotiate")] HttpRequest request,
            [SignalRConnectionInfoInput(HubName = "other")] SignalRConnectionInfo connection) =>
            new OkObjectResult(connection);

        [Function("tell")]
        [SignalROutput(HubName = "live")]
        public static SignalRMessageAction Tell([HttpTrigger("post")] HttpRequest request) =>
            new("bulk:progress", [new Progress(50)]);

        [Function("tellOther")]
        [SignalROutput(HubName = "other")]
        public static SignalRMessageAction TellOther([HttpTrigger("post")] HttpRequest request) => new("other");

        [Function("tellUser")]
        [SignalROutput(HubName = "live")]
        public static SignalRMessageAction[] TellUser([HttpTrigger("post")] HttpRequest request, string user) =>
            [new("note", [$"for {user}"]) { UserId = user }];
    }

    public sealed record Progress(int Percent);
}
