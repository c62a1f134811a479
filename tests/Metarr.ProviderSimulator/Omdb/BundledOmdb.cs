using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Library.Series;

namespace Metarr.ProviderSimulator.Omdb;

/// <summary>Serves the bundled films, series and episodes in OMDb's words.</summary>
internal sealed class BundledOmdb : IOmdbBodies
{
    public static BundledOmdb Instance { get; } = new();

    /// <inheritdoc/>
    public JsonObject? Find(string imdbId, bool fullPlot)
    {
        if (BundledLibrary.All.FirstOrDefault(film => film.Film.ImdbId == imdbId) is { } film)
            return OmdbFilmJson.Body(film, fullPlot);
        foreach (var series in SeriesLibrary.All)
        {
            if (series.Series.ImdbId == imdbId)
                return OmdbSeriesJson.Series(series, fullPlot);
            if (series.Episodes.FirstOrDefault(one => one.Facts.ImdbId == imdbId) is { } episode)
                return OmdbSeriesJson.Episode(series, episode, fullPlot);
        }
        return null;
    }
}
