using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Omdb;

/// <summary>Turns OMDb's shape into our words. Pure.</summary>
/// <remarks>
/// Its poster is left out: 300 pixels across, a copy of IMDb's that may not be used elsewhere. The other providers have better.
/// </remarks>
internal static class OmdbMapper
{
    // The age rating is that of the MPA; in any other country it would be wrong.
    private const string RatedIn = "US";

    /// <summary>The ids that the body states.</summary>
    /// <param name="title">The body.</param>
    public static ExternalIds Ids(OmdbTitle title) => new(ImdbId: ImdbId.OrNull(title.ImdbId));

    /// <summary>What the body tells about the title.</summary>
    /// <param name="title">The body, asked for with the short plot.</param>
    /// <param name="country">Whose age rating counts (ISO 3166-1).</param>
    public static TitleMetadata Metadata(OmdbTitle title, string country) => new()
    {
        Title = title.Title,
        Outline = title.Plot,

        // Short, and better than none where nobody else tells one.
        Plot = title.Plot,
        ImdbRating = OmdbFigures.OutOfTen(title.ImdbRating) ?? OmdbFigures.OutOfTen(RatingBy(title, "Internet Movie Database")),
        ImdbVotes = OmdbFigures.Count(title.ImdbVotes) is >= 0 and var votes ? votes : null,
        RottenTomatoesScore = OmdbFigures.Percent(RatingBy(title, "Rotten Tomatoes")) ?? OmdbFigures.Percent(title.TomatoMeter),
        MetacriticScore = OmdbFigures.Percent(title.Metascore) ?? OmdbFigures.Percent(RatingBy(title, "Metacritic")),
        ReleaseDate = OmdbFigures.Day(title.Released),
        Runtime = OmdbFigures.Minutes(title.Runtime),
        ContentRating = string.Equals(country, RatedIn, StringComparison.OrdinalIgnoreCase) ? title.Rated : null,
        Genres = OmdbFigures.Names(title.Genre).ToEquatableList(),
        Directors = OmdbFigures.Names(title.Director).ToEquatableList(),
        Writers = OmdbFigures.Names(title.Writer).ToEquatableList(),
        Countries = OmdbFigures.Names(title.Country).ToEquatableList(),
        Studios = OmdbFigures.Names(title.Production).ToEquatableList(),
    };

    private static string? RatingBy(OmdbTitle title, string source) =>
        title.Ratings.FirstOrDefault(rating => string.Equals(rating.Source, source, StringComparison.OrdinalIgnoreCase))?.Value;
}
