using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Tests.Providers.Fanart;
using Metarr.Enrichment.Tests.Providers.Omdb;
using Metarr.Enrichment.Tests.Providers.Tmdb;
using Metarr.Enrichment.Tests.Providers.Tvdb;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Fanart;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Omdb;
using Metarr.ProviderSimulator.Tmdb;
using Metarr.ProviderSimulator.Tvdb;

namespace Metarr.Enrichment.Tests.Providers.Damaged;

/// <summary>Bodies of every provider: those of the simulator, and those recorded from the live services where they are at hand.</summary>
internal static class ReadableBodies
{
    private static readonly string[] RecordedOfOmdb =
        ["id_existing", "title_episode", "title_plot", "title_season_and_episode", "title_tomatoes", "title_valid"];

    private static readonly string[] PartsOfTmdb = ["credits", "images", "keywords", "release_dates", "videos"];

    private static SimulatedFilm Film { get; } = BundledLibrary.Films.First(film => film.TvdbId is not null);

    public static IReadOnlyDictionary<string, Func<ReadableBody>> All { get; } = new Dictionary<string, Func<ReadableBody>>
    {
        ["tmdb, simulated"] = () => Tmdb(SimulatedTmdb()),
        ["tmdb, recorded whole"] = () => Tmdb(Recorded("tmdb/3/movie/49026.json")),
        ["tmdb, recorded in parts"] = () => Tmdb(RecordedParts()),
        ["tmdb, recorded with blanks"] = () => Tmdb(Recorded("tmdb/quirks/movie-blank-homepage-release-date.json")),
        ["fanart, simulated"] = () => Fanart(SimulatedFanart(statesSizes: false)),
        ["fanart, simulated with sizes"] = () => Fanart(SimulatedFanart(statesSizes: true)),
        ["fanart, recorded"] = () => Fanart(Recorded("fanart/v3/movies/120.json")),
        ["omdb, simulated"] = () => Omdb(BundledOmdb.Instance.Find(Film.ImdbId!, fullPlot: false)!),
        ["tvdb, simulated"] = () => Tvdb(Simulated(Film), FilmArtTypes()),
        ["tvdb, recorded"] = () => Tvdb(RecordedTvdb(), Recorded("tvdb/v4/artwork_artTypes.json")["data"]!.DeepClone()),
    }.Concat(RecordedOfOmdb.Select(name => KeyValuePair.Create<string, Func<ReadableBody>>(
        $"omdb, recorded {name}", () => Omdb(Recorded($"omdb/{name}.json"))))).ToDictionary();

    /// <summary>A body; the test is skipped where it is one of the recorded and they are not there.</summary>
    public static ReadableBody Get(string name) => All[name]();

    private static ReadableBody Tmdb(JsonObject body)
    {
        var bytes = ReadableBody.Shortened(body);
        var country = body["release_dates"]?["results"]?[0]?["iso_3166_1"]?.GetValue<string>() ?? "US";
        using var nobody = new ScriptedHandler();
        var client = TmdbFixture.Client(nobody);
        return new(bytes, read => client.Read(TmdbFixture.Request(country: country), read), FieldRules.Tmdb, ["$.id"]);
    }

    private static ReadableBody Fanart(JsonObject body)
    {
        using var nobody = new ScriptedHandler();
        var client = FanartFixture.Client(nobody);
        return new(ReadableBody.Shortened(body), read => client.Read(FanartFixture.Request(), read), FieldRules.Fanart, []);
    }

    private static ReadableBody Omdb(JsonObject body)
    {
        using var nobody = new ScriptedHandler();
        var client = OmdbFixture.Client(nobody);
        return new(ReadableBody.Shortened(body), read => client.Read(OmdbFixture.Request(), read), FieldRules.Omdb, []);
    }

    private static ReadableBody Tvdb(JsonNode movie, JsonNode types)
    {
        var answer = new JsonObject { ["status"] = "success", ["data"] = movie.DeepClone() };
        var told = new JsonObject { ["status"] = "success", ["data"] = types }.ToJsonString();
        var bytes = Encoding.UTF8.GetBytes(
            $$"""{"movie":{{Encoding.UTF8.GetString(ReadableBody.Shortened(answer))}},"artworkTypes":{{told}}}""");
        using var nobody = new ScriptedHandler();
        var client = TvdbFixture.Client(nobody);
        return new(
            bytes, read => client.Read(TvdbFixture.Request(), read), FieldRules.Tvdb, ["$.movie", "$.movie.data", "$.movie.data.id"]);
    }

    private static JsonObject SimulatedTmdb()
    {
        var query = new TmdbQuery($"movie/{Film.TmdbId}", "credits,images,release_dates,videos,external_ids,keywords", "", "");
        return JsonNode.Parse(new TmdbComposer([BundledTmdb.Instance]).Compose(query)!.Bytes)!.AsObject();
    }

    private static JsonObject SimulatedFanart(bool statesSizes) =>
        BundledFanart.Instance.Find("movies", Film.TmdbId.ToString(CultureInfo.InvariantCulture), new FanartView(statesSizes, ShowsNewest: true))!;

    private static JsonNode Simulated(SimulatedFilm film) =>
        BundledTvdb.Instance.Find(new TvdbQuery($"movies/{film.TvdbId}/extended", "translations", Short: false, "", ""))!;

    private static JsonArray FilmArtTypes() =>
        [.. TvdbArtType.Table().Where(type => type!["recordType"]!.GetValue<string>() == "movie").Select(type => type!.DeepClone())];

    private static JsonObject Recorded(string path) => JsonNode.Parse(Recordings.Read(path))!.AsObject();

    private static JsonObject RecordedParts()
    {
        var movie = Recorded("tmdb/3/movie/47964.json");
        foreach (var part in PartsOfTmdb) movie[part] = Recorded($"tmdb/3/movie/47964/{part}.json");
        return movie;
    }

    private static JsonNode RecordedTvdb()
    {
        var movie = Recorded("tvdb/v4/movies_idExtended.json")["data"]!;
        movie["translations"] = Recorded("tvdb/v4/movies_idExtendedMeta.json")["data"]!["translations"]!.DeepClone();
        return movie;
    }
}
