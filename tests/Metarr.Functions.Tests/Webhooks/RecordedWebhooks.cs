using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Recordings;

namespace Metarr.Functions.Tests.Webhooks;

public sealed class RecordedWebhooks(LocalServices services)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_recorded_body_of_radarr_ends_in_the_right_state()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        foreach (var body in await BodiesAsync("radarr"))
        {
            var sent = JsonNode.Parse(body)!.AsObject();
            var type = sent["eventType"]!.GetValue<string>();
            var tmdbId = sent["movie"]?["tmdbId"]?.GetValue<int>() ?? 0;
            if (type.StartsWith("Movie", StringComparison.Ordinal) && type.EndsWith("Delete", StringComparison.Ordinal)) await app.RegisterAsync(tmdbId);

            var entry = await app.SendAndWaitAsync(body);

            Assert.Equal(type, entry["event"]!.GetValue<string>());
            await AssertStateAsync(app, type, tmdbId, sent, entry);
        }
    }

    [Fact]
    public async Task Every_recorded_body_of_sonarr_is_taken_and_changes_nothing_yet()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        foreach (var body in await BodiesAsync("sonarr"))
        {
            var entry = await app.SendAndWaitAsync(body, "sonarr");

            Assert.Equal("ignored", WebhookSender.State(entry));
            Assert.Equal(JsonNode.Parse(body)!["series"]!["title"]!.GetValue<string>(), entry["subject"]!.GetValue<string>());
        }

        Assert.Equal(0, (await app.GetAsync("v1/movies"))["total"]!.GetValue<int>());
    }

    private static async Task AssertStateAsync(TestApp app, string type, int tmdbId, JsonObject sent, JsonObject entry)
    {
        var title = tmdbId == 0 ? null : (await app.FindAsync(tmdbId))?.Title;
        switch (type)
        {
            case "Download":
                var enriched = await app.WaitForTitleAsync(tmdbId, found => found.EnrichedAt is not null);
                Assert.Equal(sent["movieFile"]!["relativePath"]!.GetValue<string>(), enriched.File!.RelativePath);
                Assert.StartsWith(enriched.Folder!, enriched.File.Path, StringComparison.Ordinal);
                Assert.Equal(sent["movieFile"]!["size"]!.GetValue<long>(), enriched.File.SizeBytes);
                break;
            case "MovieAdded":
                Assert.Equal(sent["movie"]!["folderPath"]!.GetValue<string>(), title!.Folder);
                break;
            case "MovieDelete" or "MovieFileDelete":
                Assert.NotNull(title!.DeletedAt);
                break;
            default:
                Assert.Equal("ignored", WebhookSender.State(entry));
                break;
        }
    }

    private static async Task<IReadOnlyList<string>> BodiesAsync(string source)
    {
        var recorded = Path.Combine(RecordingsFolder.Find() ?? "", "webhooks", source);
        Assert.SkipUnless(Directory.Exists(recorded), RecordingsFolder.Absent);
        return await Task.WhenAll(Directory.EnumerateFiles(recorded, "*.json").Order().Select(file => File.ReadAllTextAsync(file, Cancelled)));
    }
}
