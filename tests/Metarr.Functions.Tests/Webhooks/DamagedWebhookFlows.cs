using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Faults;

namespace Metarr.Functions.Tests.Webhooks;

/// <summary>Whatever is posted as a webhook is taken or refused with a sentence, and what is taken is worked on to its end.</summary>
public sealed class DamagedWebhookFlows(LocalServices services)
{
    private const int Film = 700_123;
    private const int EveryNth = 11;

    private static readonly string[] Whole =
    [
        RadarrBodies.Download(Film), RadarrBodies.Renamed(Film, "Long Way.mkv", "Other.mkv"), RadarrBodies.Added(Film),
        RadarrBodies.FileDeleted(Film, "manual"), RadarrBodies.Deleted(Film),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("radarr")]
    [InlineData("sonarr")]
    public async Task Damaged_events_are_taken_or_refused_with_a_sentence_and_none_is_left_over(string source)
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms(), ("Providers:Tmdb:CallsPerSecond", "1000"));

        foreach (var body in Damaged()) await AssertAnsweredAsync(app, body, source);

        await WebhookSender.EventuallyAsync(
            async () => (await app.ActivityAsync()).All(entry => WebhookSender.State(entry) != "queued") ? this : null,
            "Not all events were worked on.");
        Assert.Empty(await app.ActivityAsync("&kind=poison"));
    }

    [Theory]
    [InlineData("eventType")]
    [InlineData("message")]
    public async Task Texts_without_end_are_taken(string field)
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        var chance = new Random(20_260);
        var endless = string.Create(700_000, chance, static (text, random) =>
        {
            for (var place = 0; place < text.Length; place++) text[place] = (char)random.Next('0', 'z' + 1);
        }).Replace('\\', '/');

        using var answer = await app.PostWebhookAsync($$"""{ "{{field}}": "{{endless}}" }""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("ignored", WebhookSender.State(Assert.Single(await app.ActivityAsync())));
    }

    private static IEnumerable<byte[]> Damaged()
    {
        foreach (var body in Whole.Select(Encoding.UTF8.GetBytes))
        {
            yield return body[..(body.Length / 2)];
            yield return [0xEF, 0xBB, 0xBF, .. body];
            yield return [.. "{\"\\udc00\":{\"\\ud800\":1},"u8, .. body.AsSpan(body.AsSpan().IndexOf((byte)'{') + 1)];
        }

        var number = 0;
        foreach (var body in Whole.Select(Encoding.UTF8.GetBytes))
        {
            foreach (var place in JsonPlace.Of(body).Skip(1))
            {
                foreach (var damage in JsonDamage.Losses)
                {
                    if (number++ % EveryNth == 0) yield return damage.Apply(body, place);
                }
            }
        }
    }

    private static async Task AssertAnsweredAsync(TestApp app, byte[] body, string source)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var answer = await app.Http.PostAsync(new Uri($"webhooks/{source}", UriKind.Relative), content, Cancelled);
        var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!;
        var shown = Encoding.UTF8.GetString(body);
        if (answer.StatusCode is HttpStatusCode.BadRequest)
        {
            Assert.True(told["detail"]!.GetValue<string>().EndsWith('.'), shown);
            return;
        }

        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{answer.StatusCode}: {shown}");
        Assert.Equal("ok", told["data"]!["status"]!.GetValue<string>());
    }
}
