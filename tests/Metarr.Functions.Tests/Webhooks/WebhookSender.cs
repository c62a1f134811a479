using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Webhooks;

/// <summary>Sends webhooks to an app, and waits for what becomes of them.</summary>
internal static class WebhookSender
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Sends a webhook that must be taken.</summary>
    /// <returns>The entry that keeps it.</returns>
    public static async Task<string> SendAsync(this TestApp app, string body, string source = "radarr")
    {
        using var answer = await app.PostWebhookAsync(body, source);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Cancelled)}");
        return (await TestApp.DataAsync(answer))["id"]!.GetValue<string>();
    }

    public static Task<HttpResponseMessage> PostWebhookAsync(
        this TestApp app, string body, string source = "radarr", HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Post, new Uri($"webhooks/{source}", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return app.Http.SendAsync(request, Cancelled);
    }

    /// <summary>Sends a webhook and waits until it was worked on.</summary>
    /// <returns>Its entry.</returns>
    public static async Task<JsonObject> SendAndWaitAsync(this TestApp app, string body, string source = "radarr")
    {
        var id = await app.SendAsync(body, source);
        return await app.WaitForAsync(id, entry => State(entry) is not "queued");
    }

    /// <summary>Tells of a download and waits for the end of the run that it asks for.</summary>
    /// <returns>The finished job.</returns>
    public static async Task<JsonObject> DownloadAndWaitAsync(this TestApp app, int film)
    {
        var entry = await app.SendAndWaitAsync(RadarrBodies.Download(film));
        return await app.WaitAsync(entry["jobId"]!.GetValue<string>());
    }

    /// <summary>Waits until an entry is as expected.</summary>
    public static Task<JsonObject> WaitForAsync(this TestApp app, string activityId, Predicate<JsonObject> expected) => EventuallyAsync(
        async () => (await app.ActivityAsync()).FirstOrDefault(entry => entry["id"]!.GetValue<string>() == activityId) is { } entry && expected(entry) ? entry : null,
        $"The entry {activityId} is not as expected.");

    /// <summary>Waits until a title is as expected.</summary>
    public static Task<Title> WaitForTitleAsync(this TestApp app, int id, Predicate<Title> expected) => EventuallyAsync(
        async () => await app.FindAsync(id) is { } row && expected(row.Title) ? row.Title : null, $"The title {id} is not as expected.");

    public static Task<TitleRow?> FindAsync(this TestApp app, int id) =>
        app.Titles.FindAsync(TitleId.Movie(id.ToString(System.Globalization.CultureInfo.InvariantCulture)), Cancelled);

    public static async Task<IReadOnlyList<JsonObject>> ActivityAsync(this TestApp app, string query = "") =>
        [.. (await app.GetAsync($"v1/activity?pageSize=200{query}"))["items"]!.AsArray().Select(item => item!.AsObject())];

    public static async Task ReplayAsync(this TestApp app, string activityId)
    {
        using var answer = await app.Http.PostAsync(new Uri($"v1/activity/{activityId}/replay", UriKind.Relative), null, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    public static string State(JsonObject entry) => entry["state"]!.GetValue<string>();

    public static async Task<T> EventuallyAsync<T>(Func<Task<T?>> look, string otherwise)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience.OfTests);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Cancelled);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if (await look() is { } found) return found;
            try
            {
                await timer.WaitForNextTickAsync(either.Token);
            }
            catch (OperationCanceledException) when (!Cancelled.IsCancellationRequested)
            {
                throw new TimeoutException(otherwise);
            }
        }
    }
}
