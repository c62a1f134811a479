using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Library.Series;

namespace Metarr.ProviderSimulator.Fanart;

/// <summary>Serves the art of the bundled films and series in Fanart.tv's words.</summary>
internal sealed class BundledFanart : IFanartBodies
{
    /// <summary>An id of no series, for which Fanart.tv has somebody else's logo.</summary>
    public const string StrayId = "980000";

    private static readonly ImageSpec StrayLogo =
        new("/fanart/tv/0/hdtvlogo/unknown-5086ce3a3f1ab.png", 800, 310, ArtKind.Logo) { Lettering = ["Somebody Else"] };

    private readonly FrozenDictionary<int, IReadOnlyList<FanartPicture>> films;
    private readonly FrozenDictionary<int, IReadOnlyList<FanartPicture>> series;
    private readonly FrozenDictionary<string, ImageSpec> images;

    private BundledFanart()
    {
        films = BundledLibrary.All.ToFrozenDictionary(film => film.Film.TmdbId, FanartArtDepartment.OfFilm);
        series = SeriesLibrary.All.ToFrozenDictionary(one => one.Series.TvdbId, FanartArtDepartment.OfSeries);
        images = films.Values.Concat(series.Values).SelectMany(pictures => pictures).Select(picture => picture.Print.Spec)
            .Append(StrayLogo).ToFrozenDictionary(spec => spec.FilePath, StringComparer.Ordinal);
    }

    public static BundledFanart Instance { get; } = new();

    /// <summary>All that there is of a film, the newest included.</summary>
    public IReadOnlyList<FanartPicture> PicturesOf(int tmdbId) => films[tmdbId];

    /// <inheritdoc/>
    public JsonObject? Find(string kind, string id, FanartView view) => kind switch
    {
        "movies" => BundledLibrary.All.FirstOrDefault(one => $"{one.Film.TmdbId}" == id || one.Film.ImdbId == id) is { } film
            ? Body(Names(film), films[film.Film.TmdbId], view) : null,
        "tv" when id == StrayId => Stray(),
        "tv" => SeriesLibrary.All.FirstOrDefault(one => $"{one.Series.TvdbId}" == id) is { } one
            ? Body(Names(one), series[one.Series.TvdbId], view) : null,
        _ => null,
    };

    /// <inheritdoc/>
    public ImageSpec? FindImage(string path) => images.GetValueOrDefault(path);

    private static JsonObject Names(BundledFilm film) => new()
    {
        ["name"] = film.Film.Title,
        ["tmdb_id"] = $"{film.Film.TmdbId}",
        ["imdb_id"] = film.Film.ImdbId,
    };

    private static JsonObject Names(BundledSeries one) => new()
    {
        ["name"] = one.Series.Title,
        ["thetvdb_id"] = $"{one.Series.TvdbId}",
    };

    /// <summary>Every second title has counts beside its arrays; a kind without a picture is missing.</summary>
    private static JsonObject? Body(JsonObject body, IReadOnlyList<FanartPicture> pictures, FanartView view)
    {
        var shown = pictures.Where(picture => view.ShowsNewest || !picture.IsNewest).ToList();
        if (shown.Count == 0)
            return null;
        var counts = shown[0].Id / 100 % 2 == 0;
        if (counts)
            body["image_count"] = shown.Count;
        foreach (var kind in shown.GroupBy(picture => picture.Kind.Name))
        {
            if (counts)
                body[$"{kind.Key}_count"] = kind.Count();
            body[kind.Key] = new JsonArray([.. kind.Select(picture => picture.Json(view.StatesSizes))]);
        }
        return body;
    }

    private static JsonObject Stray() => new()
    {
        ["name"] = "Somebody Else",
        ["thetvdb_id"] = "0",
        ["hdtvlogo"] = new JsonArray(new JsonObject
        {
            ["id"] = "20817",
            ["url"] = $"https://{FanartRoutes.Images.Name}{StrayLogo.FilePath}",
            ["lang"] = "en",
            ["likes"] = "0",
        }),
    };
}
