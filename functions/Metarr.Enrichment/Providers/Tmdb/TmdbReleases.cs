using System.Globalization;

namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>Reads a country's release date and age rating out of the many releases that TMDB lists.</summary>
internal static class TmdbReleases
{
    // Of several ratings in one country the cinema's is the one on the poster; a disc's may belong to another cut.
    private static readonly int[] RatingOrder = [3, 2, 1, 4, 5, 6];

    /// <summary>The day the country's cinemas first showed it; TMDB's main release date when they never did.</summary>
    public static DateOnly? FirstShowing(TmdbMovie movie, string country) =>
        Of(movie, country).Where(release => release.Type is 2 or 3).Select(release => Day(release.ReleaseDate)).Min()
        ?? Day(movie.ReleaseDate);

    /// <summary>The age rating in the country, or null when none is stated there.</summary>
    public static string? ContentRating(TmdbMovie movie, string country) =>
        Of(movie, country)
            .Where(release => release.Certification is not null)
            .OrderBy(release => Rank(release.Type))
            .FirstOrDefault()?.Certification;

    private static IEnumerable<TmdbRelease> Of(TmdbMovie movie, string country) =>
        (movie.ReleaseDates?.Results ?? [])
            .Where(releases => string.Equals(releases.Country, country, StringComparison.OrdinalIgnoreCase))
            .SelectMany(releases => releases.ReleaseDates);

    private static int Rank(int? type) => Array.IndexOf(RatingOrder, type ?? 0) is >= 0 and var rank ? rank : RatingOrder.Length;

    // A release's date is a full timestamp, always midnight UTC, whose day alone is meant.
    private static DateOnly? Day(string? text) =>
        text is { Length: >= 10 } &&
        DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}
