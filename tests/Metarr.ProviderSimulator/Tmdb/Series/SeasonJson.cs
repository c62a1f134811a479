using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library.Series;

namespace Metarr.ProviderSimulator.Tmdb.Series;

/// <summary>A bundled season as <c>/tv/{id}/season/{n}</c> and its parts send it.</summary>
internal static class SeasonJson
{
    /// <summary>The season as its series lists it.</summary>
    public static JsonObject Row(BundledSeason season) => new()
    {
        ["air_date"] = TmdbParts.Day(season.Aired),
        ["episode_count"] = season.Episodes.Count,
        ["id"] = season.Facts.TmdbId,
        ["name"] = season.Name,
        ["overview"] = "",
        ["poster_path"] = season.Posters[0].Spec.FilePath,
        ["season_number"] = season.Facts.Number,
        ["vote_average"] = season.Facts.Number == 0 ? 0.0 : 7.4,
    };

    /// <summary>The body of <c>/tv/{id}/season/{n}</c>.</summary>
    public static JsonObject Body(BundledSeries series, BundledSeason season)
    {
        var row = Row(season);
        row.Remove("episode_count");
        row.Insert(0, "_id", CreditsJson.ObjectId(new Dice((ulong)season.Facts.TmdbId)));
        row["episodes"] = new JsonArray([.. season.Episodes.Select(episode => EpisodeJson.WithPeople(series, episode))]);
        row["networks"] = SeriesJson.Networks(series);
        return row;
    }

    /// <summary>The body of <c>/tv/{id}/season/{n}/{part}</c>, or null for a part there is none of.</summary>
    public static JsonObject? Part(BundledSeries series, BundledSeason season, string part) => part switch
    {
        "images" => new() { ["id"] = season.Facts.TmdbId, ["posters"] = TmdbParts.ImageList(season.Posters) },
        "credits" => SeriesJson.Credits(series),
        "aggregate_credits" => TvCredits.Aggregate(SeriesJson.Credits(series), season.Episodes.Count),
        "external_ids" => ExternalIds(season),
        "videos" => new() { ["id"] = season.Facts.TmdbId, ["results"] = new JsonArray() },
        _ => null,
    };

    private static JsonObject ExternalIds(BundledSeason season) => new()
    {
        ["id"] = season.Facts.TmdbId,
        ["freebase_mid"] = null,
        ["freebase_id"] = null,
        ["tvdb_id"] = season.Facts.TvdbId,
        ["tvrage_id"] = null,
        ["wikidata_id"] = null,
    };
}
