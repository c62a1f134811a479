using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>Turns TMDB's shapes into our words. Pure.</summary>
internal static class TmdbMapper
{
    private const string Directing = "Director";
    private const string Writing = "Writing";

    // Who only invented the figures, or looked after the pages, is in the same department and did not write the film.
    private static readonly HashSet<string> NotWriters = new(StringComparer.OrdinalIgnoreCase)
    {
        "Characters", "Creative Producer", "Dramaturgy", "Executive Story Editor", "Junior Story Editor", "Lyricist",
        "Script Consultant", "Script Coordinator", "Script Editor", "Senior Story Editor", "Story Artist", "Story Consultant",
        "Story Coordinator", "Story Developer", "Story Editor", "Story Manager", "Story Supervisor", "Storyboard", "Translator",
        "Writers' Assistant", "Writers' Production",
    };

    /// <summary>The ids that the body states.</summary>
    public static ExternalIds Ids(TmdbMovie movie) => new(
        movie.Id,
        ImdbId.OrNull(movie.ImdbId) ?? ImdbId.OrNull(movie.ExternalIds?.ImdbId),
        movie.ExternalIds?.TvdbId is > 0 and var tvdb ? tvdb : null);

    /// <summary>What the body tells about the title.</summary>
    /// <param name="movie">The body.</param>
    /// <param name="country">Whose age rating and release date count (ISO 3166-1).</param>
    public static TitleMetadata Metadata(TmdbMovie movie, string country)
    {
        var crew = movie.Credits?.Crew ?? [];
        var isRated = movie.VoteCount is > 0;
        return new TitleMetadata
        {
            Title = movie.Title,
            OriginalTitle = movie.OriginalTitle,
            OriginalLanguage = TmdbLanguages.Of(movie.OriginalLanguage),
            Plot = movie.Overview?.ReplaceLineEndings("\n"),
            Tagline = movie.Tagline,
            ReleaseDate = TmdbReleases.FirstShowing(movie, country),
            Runtime = movie.Runtime is > 0 ? movie.Runtime : null,
            ContentRating = TmdbReleases.ContentRating(movie, country),
            Collection = movie.BelongsToCollection?.Name,
            Genres = Names(movie.Genres.Select(genre => genre.Name)),
            Directors = Names(crew.Where(member => member.Job == Directing).Select(member => member.Name)),
            Writers = Names(crew.Where(IsWriter).Select(member => member.Name)),
            Countries = Names(movie.ProductionCountries.Select(country => country.Name)),
            Studios = Names(movie.ProductionCompanies.Select(company => company.Name)),
            Keywords = Names((movie.Keywords?.Keywords ?? []).Select(keyword => keyword.Name)),
            TmdbRating = isRated && movie.VoteAverage is >= 0 and <= 10 ? movie.VoteAverage : null,
            TmdbVotes = isRated ? movie.VoteCount : null,
        };
    }

    private static bool IsWriter(TmdbCrewMember member) =>
        member.Department == Writing && !NotWriters.Contains(member.Job ?? "");

    private static EquatableList<string> Names(IEnumerable<string?> names) =>
        names.OfType<string>().Distinct(StringComparer.Ordinal).ToEquatableList();
}
