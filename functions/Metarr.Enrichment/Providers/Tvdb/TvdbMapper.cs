using System.Globalization;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>Turns TheTVDB's shapes into our words. Pure.</summary>
internal static class TvdbMapper
{
    private const string Imdb = "IMDB";
    private const string Tmdb = "TheMovieDB.com";

    /// <summary>The ids that the body states.</summary>
    /// <param name="movie">The body.</param>
    public static ExternalIds Ids(TvdbMovie movie) => new(
        RemoteIds(movie, Tmdb).Select(PositiveOrNull).FirstOrDefault(id => id is not null),
        RemoteIds(movie, Imdb).Select(ImdbId.OrNull).FirstOrDefault(id => id is not null),
        movie.Id);

    /// <summary>What the body tells about the title.</summary>
    /// <param name="movie">The body.</param>
    /// <param name="language">The library's language.</param>
    /// <param name="country">Whose age rating and release date count (ISO 3166-1).</param>
    public static TitleMetadata Metadata(TvdbMovie movie, string language, string country)
    {
        var preferred = LanguageTag.Parse(language);
        var translations = new TvdbTexts(movie.Translations, preferred);
        var original = TvdbLanguages.Tag(movie.OriginalLanguage)?.Language;
        return new TitleMetadata
        {
            Title = translations.Preferred(text => text.Name)
                ?? (original == preferred.Language ? movie.Name : null)
                ?? translations.English(text => text.Name)
                ?? movie.Name,
            OriginalTitle = movie.Name,
            OriginalLanguage = original,
            Plot = (translations.Preferred(text => text.Overview) ?? translations.English(text => text.Overview))
                ?.ReplaceLineEndings("\n"),
            Tagline = translations.Preferred(text => text.Tagline),
            ReleaseDate = FirstShowing(movie, country),
            Runtime = movie.Runtime is > 0 ? movie.Runtime : null,
            ContentRating = movie.ContentRatings.FirstOrDefault(rating => TvdbCountries.IsSame(rating.Country, country))?.Name,
            Genres = Names(movie.Genres.Select(genre => genre.Name)),
            Directors = People(movie, "Director"),
            Writers = People(movie, "Writer"),
            Studios = Names(Companies(movie).Select(company => company.Name)),
        };
    }

    private static IEnumerable<string?> RemoteIds(TvdbMovie movie, string source) =>
        movie.RemoteIds
            .Where(remote => string.Equals(remote.SourceName, source, StringComparison.OrdinalIgnoreCase))
            .Select(remote => remote.Id);

    private static int? PositiveOrNull(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static DateOnly? FirstShowing(TvdbMovie movie, string country) =>
        movie.Releases.Where(release => TvdbCountries.IsSame(release.Country, country)).Select(release => Day(release.Date)).Min()
        ?? Day(movie.FirstRelease?.Date)
        ?? movie.Releases.Select(release => Day(release.Date)).Min();

    // A day or month of 00 is not known, and half a date would pass for a whole one.
    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static IReadOnlyList<TvdbNamed> Companies(TvdbMovie movie) =>
        movie.Companies is { } companies && companies.Production.Count + companies.Studio.Count > 0
            ? [.. companies.Production, .. companies.Studio]
            : movie.Studios;

    private static EquatableList<string> People(TvdbMovie movie, string part) =>
        Names(movie.Characters.Where(character => character.PeopleType == part).Select(character => character.PersonName));

    private static EquatableList<string> Names(IEnumerable<string?> names) =>
        names.OfType<string>().Distinct(StringComparer.Ordinal).ToEquatableList();
}
