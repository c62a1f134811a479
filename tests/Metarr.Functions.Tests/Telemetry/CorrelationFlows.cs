using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Tests.Webhooks;

namespace Metarr.Functions.Tests.Telemetry;

/// <summary>A caller finds its request again: in the answer, in a problem, in the log.</summary>
public sealed class CorrelationFlows(LocalServices services)
{
    private const string Header = "x-correlation-id";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_well_formed_id_is_echoed_and_stands_in_problems_and_in_the_log()
    {
        var logs = new ScopedLines();
        await using var app = await TestApp.StartAsync(services, faults: null, logs);

        using var answer = await AskAsync(app, "v1/movies/0815", "order-4711.a_b");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("order-4711.a_b", Told(answer));
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
        Assert.Equal("order-4711.a_b", problem["correlationId"]!.GetValue<string>());
        Assert.NotEqual("order-4711.a_b", problem["traceId"]!.GetValue<string>());
        await WebhookSender.EventuallyAsync(
            () => Task.FromResult(logs.All.FirstOrDefault(line => line.Contains("CorrelationId=order-4711.a_b", StringComparison.Ordinal))),
            "No line of the log bears the id.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("a;b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task An_id_that_is_not_well_formed_is_ignored(string id)
    {
        await using var app = await TestApp.StartAsync(services);

        using var answer = await AskAsync(app, "v1/movies/0815", id);

        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
        Assert.Equal(problem["traceId"]!.GetValue<string>(), Told(answer));
        Assert.Equal(Told(answer), problem["correlationId"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_answer_to_a_request_without_an_id_bears_the_id_of_its_trace()
    {
        await using var app = await TestApp.StartAsync(services);
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("v1/movies", UriKind.Relative));
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");

        using var answer = await app.Http.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Trace, Told(answer));
    }

    [Fact]
    public async Task The_lines_of_a_run_bear_the_id_of_the_request_that_began_it()
    {
        var logs = new ScopedLines();
        await using var app = await TestApp.StartAsync(services, new PlainFilms { Unknown = [4711] }, logs);
        const string Trace = "5bf92f3577b34da6a3ce929d0e0e4737";
        await app.RegisterAsync(4711);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/movies/4711/enrich", UriKind.Relative));
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-00");
        using var answer = await app.Http.SendAsync(request, Cancelled);

        await app.WaitAsync((await TestApp.DataAsync(answer))["jobId"]!.GetValue<string>());

        var told = await WebhookSender.EventuallyAsync(
            () => Task.FromResult(logs.All.FirstOrDefault(line => line.Contains("enrich-movie-4711", StringComparison.Ordinal))), "The run was not logged.");
        Assert.Contains(Trace, told, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AskAsync(TestApp app, string path, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation(Header, id);
        return await app.Http.SendAsync(request, Cancelled);
    }

    private static string Told(HttpResponseMessage answer) => Assert.Single(answer.Headers.GetValues(Header));
}
