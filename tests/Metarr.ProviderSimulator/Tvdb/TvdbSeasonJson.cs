using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Library.Series;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>A bundled season as its series and <c>/seasons/{id}/extended</c> send it.</summary>
internal static class TvdbSeasonJson
{
    private const int PosterType = 7;

    /// <summary>The order all bundled seasons are in.</summary>
    public static JsonObject AiredOrder() => new()
    {
        ["id"] = 1,
        ["name"] = "Aired Order",
        ["type"] = "official",
        ["alternateName"] = null,
    };

    /// <summary>The season as its series lists it: with companies that are all null.</summary>
    public static JsonObject Row(BundledSeries series, BundledSeason season)
    {
        var poster = TvdbArtDepartment.OfSeason(series, season).First(work => work.Type.Id == PosterType);
        return new()
        {
            ["id"] = season.Facts.TvdbId,
            ["seriesId"] = series.Series.TvdbId,
            ["type"] = AiredOrder(),
            ["number"] = season.Facts.Number,
            ["nameTranslations"] = new JsonArray(),
            ["overviewTranslations"] = new JsonArray(),
            ["image"] = TvdbWords.Address(poster.Print.Spec.FilePath),
            ["imageType"] = PosterType,
            ["companies"] = new JsonObject
            {
                ["studio"] = null,
                ["network"] = null,
                ["production"] = null,
                ["distributor"] = null,
                ["special_effects"] = null,
            },
            ["lastUpdated"] = TvdbWords.LastUpdated,
        };
    }

    /// <summary>The data of <c>/seasons/{id}/extended</c>; its art stands under <c>artwork</c>, not <c>artworks</c>.</summary>
    public static JsonObject Extended(BundledSeries series, BundledSeason season, TvdbQuery query)
    {
        var body = Row(series, season);
        body["year"] = $"{season.Aired?.Year}";
        body["episodes"] = new JsonArray([.. season.Episodes.Select(episode => TvdbEpisodeJson.Row(series, episode))]);
        body["trailers"] = new JsonArray();
        body["artwork"] = new JsonArray([.. TvdbArtDepartment.OfSeason(series, season).Select(work => work.Json())]);
        body["tagOptions"] = null;
        if (query.Meta.Contains("translations", StringComparison.Ordinal))
        {
            body["translations"] = new JsonObject
            {
                ["nameTranslations"] = null,
                ["overviewTranslations"] = null,
                ["aliases"] = null,
            };
        }
        return body;
    }
}
