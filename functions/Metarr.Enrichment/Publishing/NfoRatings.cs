using System.Globalization;
using System.Xml.Linq;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Publishing;

/// <summary>The ratings of a movie by who gave them, under the names that Kodi's own scrapers use.</summary>
internal static class NfoRatings
{
    /// <summary>The element with all ratings, the first of which is the one shown; null when there is none.</summary>
    public static XElement? Of(TitleMetadata metadata)
    {
        List<XElement?> ratings =
        [
            Rating("imdb", 10, metadata.ImdbRating, metadata.ImdbVotes),
            Rating("themoviedb", 10, metadata.TmdbRating, metadata.TmdbVotes),
            Rating("tomatometerallcritics", 100, metadata.RottenTomatoesScore, null),
            Rating("metacritic", 100, metadata.MetacriticScore, null),
        ];
        var known = ratings.OfType<XElement>().ToList();
        if (known.Count == 0) return null;
        known[0].Add(new XAttribute("default", "true"));
        return new XElement("ratings", known);
    }

    private static XElement? Rating(string name, int max, double? value, int? votes)
    {
        if (value is not { } known) return null;
        var rating = new XElement(
            "rating",
            new XAttribute("name", name),
            new XAttribute("max", max),
            new XElement("value", known.ToString(CultureInfo.InvariantCulture)));
        if (votes is { } count) rating.Add(new XElement("votes", count));
        return rating;
    }
}
