using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library.Series;

namespace Metarr.ProviderSimulator.Tmdb.Series;

/// <summary>A bundled episode as TMDB sends it, alone and in its season.</summary>
internal static class EpisodeJson
{
    private const int GuestStars = 4;

    /// <summary>The episode as its series lists it.</summary>
    public static JsonObject Row(BundledSeries series, BundledEpisode episode)
    {
        var dice = new Dice(StableHash.Mix((ulong)episode.Facts.TmdbId, 0xE));
        return new()
        {
            // TMDB has null here and there, and an empty text elsewhere, for an episode whose day is not known.
            ["air_date"] = TmdbParts.Day(episode.Aired),
            ["episode_number"] = episode.Facts.Number,
            ["episode_type"] = "standard",
            ["id"] = episode.Facts.TmdbId,
            ["name"] = episode.Facts.Title,
            ["overview"] = episode.Overview,
            ["production_code"] = "",
            ["runtime"] = episode.Runtime,
            ["season_number"] = episode.Season,
            ["show_id"] = series.Series.TmdbId,
            ["still_path"] = episode.Stills.Count > 0 ? episode.Stills[0].Spec.FilePath : null,
            ["vote_average"] = episode.Aired is null ? 0.0 : dice.Between(6000, 9000) / 1000.0,
            ["vote_count"] = episode.Aired is null ? 0 : dice.Between(3, 400),
        };
    }

    /// <summary>The episode as its season lists it.</summary>
    public static JsonObject WithPeople(BundledSeries series, BundledEpisode episode)
    {
        var row = Row(series, episode);
        var credits = Credits(episode);
        row["crew"] = credits["crew"]!.DeepClone();
        row["guest_stars"] = new JsonArray([.. credits["cast"]!.AsArray().Take(GuestStars).Select(star => star!.DeepClone())]);
        return row;
    }

    /// <summary>The body of <c>/tv/{id}/season/{n}/episode/{m}</c>.</summary>
    public static JsonObject Body(BundledSeries series, BundledEpisode episode)
    {
        var body = WithPeople(series, episode);
        body.Remove("show_id");
        return body;
    }

    /// <summary>The body of <c>/tv/{id}/season/{n}/episode/{m}/{part}</c>, or null for a part there is none of.</summary>
    public static JsonObject? Part(BundledEpisode episode, string part) => part switch
    {
        "images" => new() { ["id"] = episode.Facts.TmdbId, ["stills"] = TmdbParts.ImageList(episode.Stills) },
        "credits" => Credits(episode),
        "external_ids" => ExternalIds(episode),
        "videos" => new() { ["id"] = episode.Facts.TmdbId, ["results"] = new JsonArray() },
        _ => null,
    };

    private static JsonObject Credits(BundledEpisode episode) =>
        CreditsJson.Body(episode.Facts.TmdbId, new Dice(StableHash.Mix((ulong)episode.Facts.TmdbId, StableHash.Of("credits"))));

    private static JsonObject ExternalIds(BundledEpisode episode) => new()
    {
        ["id"] = episode.Facts.TmdbId,
        ["imdb_id"] = episode.Facts.ImdbId,
        ["freebase_mid"] = null,
        ["freebase_id"] = null,
        ["tvdb_id"] = episode.Facts.TvdbId,
        ["tvrage_id"] = null,
        ["wikidata_id"] = null,
    };
}
