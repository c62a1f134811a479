using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Library.Prints;
using Metarr.ProviderSimulator.Library.Series;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>Serves the bundled films and series in TheTVDB's words.</summary>
internal sealed class BundledTvdb : ITvdbBodies
{
    private readonly FrozenDictionary<int, (BundledFilm Film, IReadOnlyList<TvdbArtwork> Art)> films;
    private readonly FrozenDictionary<int, (BundledSeries Series, IReadOnlyList<TvdbArtwork> Art)> series;
    private readonly FrozenDictionary<string, ImageSpec> images;

    private BundledTvdb()
    {
        films = BundledLibrary.All.Where(film => film.Film.TvdbId is not null).ToFrozenDictionary(
            film => film.Film.TvdbId!.Value, film => (film, TvdbArtDepartment.OfFilm(film, film.Film.TvdbId!.Value)));
        series = SeriesLibrary.All.ToFrozenDictionary(one => one.Series.TvdbId, one => (one, TvdbArtDepartment.OfSeries(one)));
        var seasons = SeriesLibrary.All
            .SelectMany(one => one.Seasons.SelectMany(season => TvdbArtDepartment.OfSeason(one, season)));
        var artworks = films.Values.SelectMany(film => film.Art).Concat(series.Values.SelectMany(one => one.Art)).Concat(seasons);
        var stills = SeriesLibrary.All.SelectMany(one => one.Episodes).Select(TvdbArtDepartment.StillOf).OfType<Print>();
        images = artworks.Select(work => work.Print).Concat(stills).Select(print => print.Spec).Concat(TvdbPeople.Portraits)
            .ToFrozenDictionary(spec => spec.FilePath, StringComparer.Ordinal);
    }

    public static BundledTvdb Instance { get; } = new();

    /// <summary>The artworks of a film, or none when TheTVDB does not know it.</summary>
    public IReadOnlyList<TvdbArtwork> ArtworksOf(int tvdbId) => films.TryGetValue(tvdbId, out var film) ? film.Art : [];

    /// <inheritdoc/>
    public JsonNode? Find(TvdbQuery query)
    {
        var path = query.Path.Split('/');
        if (path.Length < 2 || !int.TryParse(path[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        return (path[0], path.Length > 2 ? path[2] : "", path.Length) switch
        {
            ("movies", var part, <= 3) when films.TryGetValue(id, out var film) => part switch
            {
                "" => TvdbFilmJson.Base(film.Film, film.Art),
                "extended" => TvdbFilmJson.Extended(film.Film, film.Art, query),
                _ => null,
            },
            ("series", var part, <= 3) when series.TryGetValue(id, out var one) => part switch
            {
                "" => TvdbSeriesJson.Base(one.Series, one.Art),
                "extended" => TvdbSeriesJson.Extended(one.Series, one.Art, query),
                "artworks" => TvdbSeriesJson.WithArtworks(one.Series, one.Art, query),
                _ => null,
            },
            ("seasons", "extended", 3) => Season(id, query),
            ("episodes", var part, <= 3) => Episode(id, part, query),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public IEnumerable<JsonObject> FindByRemoteId(string id)
    {
        var rows = films.Values.Where(film => film.Film.Film.ImdbId == id || $"{film.Film.Film.TmdbId}" == id)
            .Select(film => new JsonObject { ["movie"] = TvdbFilmJson.Base(film.Film, film.Art) })
            .Concat(series.Values.Where(one => one.Series.Series.ImdbId == id || $"{one.Series.Series.TmdbId}" == id)
                .Select(one => new JsonObject { ["series"] = TvdbSeriesJson.Base(one.Series, one.Art) }))
            .Concat(SeriesLibrary.All.SelectMany(one => one.Episodes.Where(episode => episode.Facts.ImdbId == id)
                .Select(episode => new JsonObject { ["episode"] = TvdbEpisodeJson.Row(one, episode) })))
            .ToList();
        // A bare number is anybody's: someone who has nothing to do with the title comes first.
        if (rows.Count > 0 && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            rows.Insert(0, new() { ["people"] = TvdbPeople.Row(number) });
        return rows;
    }

    /// <inheritdoc/>
    public ImageSpec? FindImage(string path) => images.GetValueOrDefault(path);

    private static JsonObject? Season(int id, TvdbQuery query) =>
        SeriesLibrary.All.SelectMany(one => one.Seasons.Where(season => season.Facts.TvdbId == id)
            .Select(season => TvdbSeasonJson.Extended(one, season, query))).FirstOrDefault();

    private static JsonObject? Episode(int id, string part, TvdbQuery query) =>
        SeriesLibrary.All.SelectMany(one => one.Episodes.Where(episode => episode.Facts.TvdbId == id)
            .Select(episode => part switch
            {
                "" => TvdbEpisodeJson.Base(one, episode),
                "extended" => TvdbEpisodeJson.Extended(one, episode, query),
                _ => null,
            })).FirstOrDefault();
}
