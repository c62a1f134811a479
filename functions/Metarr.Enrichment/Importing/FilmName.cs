using System.Globalization;
using System.Text.RegularExpressions;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Importing;

/// <summary>Reads the names that people, Radarr, Plex and Jellyfin give to a film's folder or file.</summary>
/// <remarks>
/// <c>The Matrix (1999)</c>, with an id behind it if any: <c>{tmdb-603}</c> as Plex and Radarr write it, <c>[tmdbid-603]</c> and
/// <c>[imdbid-tt0133093]</c> as Jellyfin does, <c>[tmdbid=603]</c> as Emby does, or a bare <c>[tt0133093]</c>.
/// </remarks>
public static partial class FilmName
{
    private const int FirstYear = 1870;
    private const int LastYear = 2200;

    /// <summary>Reads a name.</summary>
    /// <param name="name">The folder's name, or the file's without its extension.</param>
    /// <returns>What it tells; without a year in brackets the title is not told either, for it may be anything.</returns>
    public static NamedFilm Read(string name)
    {
        var ids = TagPattern().Matches(name).Aggregate(new ExternalIds(), (known, tag) => known.CompletedBy(Id(tag)));
        var years = YearPattern().Matches(name).Where(match => IsYear(match.Groups["year"].Value)).ToList();

        // The last year counts: a title can have a year in brackets of its own.
        if (years.Count == 0) return new NamedFilm(ids);
        var title = TagPattern().Replace(name[..years[^1].Index], " ").Trim();
        return title.Length == 0
            ? new NamedFilm(ids)
            : new NamedFilm(ids, title, int.Parse(years[^1].Groups["year"].Value, CultureInfo.InvariantCulture));
    }

    private static bool IsYear(string digits) =>
        int.Parse(digits, CultureInfo.InvariantCulture) is >= FirstYear and <= LastYear;

    private static ExternalIds Id(Match tag)
    {
        if (tag.Groups["imdb"] is { Success: true } imdb) return new ExternalIds(ImdbId: imdb.Value.ToLowerInvariant());
        if (!int.TryParse(tag.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return new ExternalIds();
        }

        return tag.Groups["who"].Value.StartsWith("tmdb", StringComparison.OrdinalIgnoreCase)
            ? new ExternalIds(TmdbId: number)
            : new ExternalIds(TvdbId: number);
    }

    [GeneratedRegex(
        @"[\[{(](?:(?:(?<who>tmdb|tmdbid|tvdb|tvdbid)[-=](?<number>[0-9]{1,10}))|(?:(?:imdb|imdbid)[-=])?(?<imdb>tt[0-9]{7,10}))[\]})]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"[\[({](?<year>[0-9]{4})[\])}]", RegexOptions.CultureInvariant)]
    private static partial Regex YearPattern();
}
