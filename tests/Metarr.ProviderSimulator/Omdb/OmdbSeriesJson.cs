using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library.Series;
using Metarr.ProviderSimulator.Tmdb.Series;

namespace Metarr.ProviderSimulator.Omdb;

/// <summary>A bundled series or episode as OMDb sends it.</summary>
internal static class OmdbSeriesJson
{
    public static JsonObject Series(BundledSeries series, bool fullPlot)
    {
        var sketch = series.Sketch;
        var credits = SeriesJson.Credits(series);
        var body = Start(sketch, sketch.Title, Years(series), sketch.FirstAired, sketch.Runtime);
        body["Director"] = OmdbWords.Unknown;
        body["Writer"] = OmdbWords.Crew(credits, "Screenplay", "Writer");
        body["Actors"] = OmdbWords.Actors(credits);
        body["Plot"] = OmdbWords.Plot(sketch.Overview, fullPlot);
        Finish(body, sketch, series.Series.ImdbId, new Dice((ulong)series.Series.TmdbId));
        body["Type"] = "series";
        body["totalSeasons"] = $"{sketch.Episodes.Count}";
        body["Response"] = "True";
        return body;
    }

    public static JsonObject Episode(BundledSeries series, BundledEpisode episode, bool fullPlot)
    {
        var credits = EpisodeJson.Part(episode, "credits")!;
        var body = Start(series.Sketch, episode.Facts.Title,
            episode.Aired is { } aired ? $"{aired.Year}" : OmdbWords.Unknown, episode.Aired, episode.Runtime);
        body["Season"] = $"{episode.Season}";
        body["Episode"] = $"{episode.Facts.Number}";
        body["Director"] = OmdbWords.Crew(credits, "Director");
        body["Writer"] = OmdbWords.Crew(credits, "Screenplay", "Writer");
        body["Actors"] = OmdbWords.Actors(credits);
        body["Plot"] = OmdbWords.Plot(episode.Overview, fullPlot);
        Finish(body, series.Sketch, episode.Facts.ImdbId, new Dice((ulong)episode.Facts.TmdbId));
        body["seriesID"] = series.Series.ImdbId;
        body["Type"] = "episode";
        body["Response"] = "True";
        return body;
    }

    /// <summary>A series that goes on has no second year; the dash between years is a long one.</summary>
    private static string Years(BundledSeries series) =>
        series.Sketch.Continues ? $"{series.Series.Year}–" : $"{series.Series.Year}–{series.LastAired.Year}";

    private static JsonObject Start(SeriesSketch sketch, string title, string year, DateOnly? released, int? minutes) => new()
    {
        ["Title"] = title,
        ["Year"] = year,
        ["Rated"] = sketch.Rating,
        ["Released"] = OmdbWords.Day(released),
        ["Runtime"] = OmdbWords.Minutes(minutes),
        ["Genre"] = OmdbWords.Genres(sketch.Genres),
    };

    private static void Finish(JsonObject body, SeriesSketch sketch, string imdbId, Dice dice)
    {
        var rating = OmdbWords.Rating(dice.Between(60, 92));
        body["Language"] = OmdbWords.Language(sketch.Language);
        body["Country"] = OmdbWords.Country(sketch.Country);
        body["Awards"] = OmdbWords.Unknown;
        body["Poster"] = OmdbWords.Poster(imdbId);
        body["Ratings"] = new JsonArray(new JsonObject { ["Source"] = "Internet Movie Database", ["Value"] = $"{rating}/10" });
        body["Metascore"] = OmdbWords.Unknown;
        body["imdbRating"] = rating;
        body["imdbVotes"] = OmdbWords.Count(dice.Between(200, 400_000));
        body["imdbID"] = imdbId;
    }
}
