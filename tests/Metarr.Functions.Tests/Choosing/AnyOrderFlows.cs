using System.Net;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Selection;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>Wishes of people, changes of settings and runs in any order: what a person decided stands, all else is as the rules say.</summary>
public sealed class AnyOrderFlows(LocalServices services)
{
    private const int Steps = 30;
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;
    private static readonly AssetType[] Types = [AssetType.Poster, AssetType.Fanart, AssetType.ClearLogo];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_people_decide_stands_and_the_rest_is_as_the_rules_say(int seed)
    {
        var lists = new EmptiedLists();
        await using var app = await TestApp.StartAsync(services, lists);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var random = new Random(seed);
        var pictures = await PicturesAsync(app, id);

        for (var step = 0; step < Steps; step++)
        {
            var type = Types[random.Next(Types.Length)];
            var before = await app.Titles.GetSnapshotAsync(id, Cancelled);
            switch (random.Next(14))
            {
                case 0: await AskAsync(app, HttpMethod.Put, $"v1/movies/{id.Value}/locks/{type.Name()}"); break;
                case 1: await AskAsync(app, HttpMethod.Delete, $"v1/movies/{id.Value}/locks/{type.Name()}"); break;
                case 2: await SelectAsync(app, id, type, before, random); break;
                case 3: await UploadAsync(app, id, type, pictures[random.Next(pictures.Count)]); break;
                case 4: await AskAsync(app, HttpMethod.Post, $"v1/movies/{id.Value}/assets/{type.Name()}/restore"); break;
                case 5: await AskAsync(app, HttpMethod.Put, $"v1/settings/asset-limits/{type.Name()}", new { limit = random.Next(5) }); break;
                case 6: await app.SetAsync(Languages(type, random)); break;
                case 7: lists.Dropped = !lists.Dropped; break;
                case 8: await app.SetAsync(Scores(type, random)); break;
                case 9: await EditAsync(app, id, random); break;
                case 10: await ScanAsync(app, id, type, before, pictures[random.Next(pictures.Count)]); break;
                default: await RunAsync(app, id, before); break;
            }

            await StorageAudit.AssertSoundAsync(app.Storage, [id]);
        }
    }

    private static async Task RunAsync(TestApp app, TitleId id, TitleSnapshot before)
    {
        await app.EnrichAsync(id.Value, new { force = true });
        var after = await app.Titles.GetSnapshotAsync(id, Cancelled);
        var rules = (await new SettingsStore(app.Storage).ReadAsync(Cancelled)).Selection();
        foreach (var field in TitleField.All.Where(before.Row.Title.IsLocked))
        {
            Assert.Equal(field.Copy(TitleMetadata.Empty, before.Row.Title.Metadata), field.Copy(TitleMetadata.Empty, after.Row.Title.Metadata));
        }

        foreach (var type in AssetTypes.All)
        {
            var (then, now) = (Keys(before, type), Keys(after, type));
            if (before.Row.Title.IsLocked(type))
            {
                Assert.Equal(then, now);
                continue;
            }

            var uploads = then.Where(key => before.Candidates.Single(record => record.Candidate.Key == key).Candidate.IsUpload).ToList();
            Assert.Equal(uploads, now.Take(uploads.Count));
            var chosen = AssetSelector.Select(type, after.Candidates, after.Row.Title.Metadata.OriginalLanguage, rules).Chosen;
            Assert.Equal(chosen.Select(record => record.Candidate.Key), now);
        }
    }

    private static async Task SelectAsync(TestApp app, TitleId id, AssetType type, TitleSnapshot before, Random random)
    {
        var all = before.Candidates.Where(record => record.Candidate.Type == type).Select(record => record.Candidate.Key).ToArray();
        random.Shuffle(all);
        string[] keys = [.. all.Take(random.Next(4))];
        var answer = await AskAsync(app, HttpMethod.Put, $"v1/movies/{id.Value}/assets/{type.Name()}/selection", new { keys });
        var after = await app.Titles.GetSnapshotAsync(id, Cancelled);
        Assert.Equal(answer is null ? Keys(before, type) : keys, Keys(after, type));
    }

    private static async Task UploadAsync(TestApp app, TitleId id, AssetType type, byte[] content)
    {
        using var answer = await app.SendFileAsync($"v1/movies/{id.Value}/assets/{type.Name()}", content);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity });
    }

    private static async Task ScanAsync(TestApp app, TitleId id, AssetType type, TitleSnapshot before, byte[] content)
    {
        await app.DoWithFileAsync($"v1/movies/{id.Value}/scanned-assets?type={type.Name()}", content);
        Assert.Equal(Keys(before, type), Keys(await app.Titles.GetSnapshotAsync(id, Cancelled), type));
    }

    /// <summary>Pictures of another film, and the very file of one of this film's candidates.</summary>
    private static async Task<IReadOnlyList<byte[]>> PicturesAsync(TestApp app, TitleId id)
    {
        var candidate = (await app.Titles.GetSnapshotAsync(id, Cancelled)).Candidates.First(record => record.Candidate.Type is AssetType.Poster);
        using var http = new HttpClient();
        var pictures = new List<byte[]> { await http.GetByteArrayAsync(candidate.Candidate.Url, Cancelled) };
        for (var index = 0; index < 3; index++) pictures.Add(await app.PictureAsync(BundledLibrary.Films[4].TmdbId, index));
        return pictures;
    }

    private static async Task<JsonObject?> AskAsync(TestApp app, HttpMethod method, string path, object? body = null)
    {
        using var answer = await app.SendAsync(method, path, body);
        if (answer.IsSuccessStatusCode) return await TestApp.DataAsync(answer);
        Assert.InRange((int)answer.StatusCode, 400, 422);
        return null;
    }

    private static object Languages(AssetType type, Random random) => new
    {
        languageOrder = new Dictionary<string, string[]>
        {
            [type.Name()] = random.Next(4) switch { 0 => ["de", "original"], 1 => ["none"], 2 => ["xh"], _ => [] },
        },
        strictLanguages = random.Next(2) == 0 ? [] : new[] { type.Name() },
    };

    private static object Scores(AssetType type, Random random) => new
    {
        scoreWeights = random.Next(3) switch
        {
            0 => new ScoreWeights(0, 0, 100, 0, 0),
            1 => new ScoreWeights(0, 0, 0, 100, 0),
            _ => ScoreWeights.Default,
        },
        idealSizes = new Dictionary<string, PixelSize?> { [type.Name()] = random.Next(2) == 0 ? new PixelSize(1, 1) : null },
    };

    private static async Task EditAsync(TestApp app, TitleId id, Random random)
    {
        var field = TitleField.All[random.Next(TitleField.All.Count)].Name;
        if (random.Next(2) == 0) await AskAsync(app, HttpMethod.Patch, $"v1/movies/{id.Value}", new Dictionary<string, object?> { [field] = null });
        else await AskAsync(app, random.Next(2) == 0 ? HttpMethod.Put : HttpMethod.Delete, $"v1/movies/{id.Value}/locks/{field}");
    }

    private static List<string> Keys(TitleSnapshot snapshot, AssetType type) => [.. (snapshot.ChoiceOf(type)?.Art ?? []).Select(art => art.Key)];
}
