using System.Globalization;

namespace Metarr.ProviderSimulator.Library;

/// <summary>Twenty-four films that were never made. Everything about them follows from their ids: every run, process and
/// machine sees the same library.</summary>
public static class BundledLibrary
{
    private const int FirstTmdbId = 900_001;
    private const int FirstTvdbId = 990_001;
    private const int UnknownToTvdb = 900_015;

    /// <summary>From here on TMDB knows copies of the films, for those who need a large library.</summary>
    private const int FirstCopy = 910_000;
    private const int Copies = 40_000;

    private static readonly IReadOnlyList<BundledFilm> Catalogue =
        [.. FirstReel.Films.Concat(SecondReel.Films).Select((film, index) => Complete(FirstTmdbId + index, film))];

    private static readonly Dictionary<int, BundledFilm> ById = Catalogue.ToDictionary(film => film.Film.TmdbId);

    /// <summary>The films, ordered by TMDB id (900001 to 900024); each has an IMDb id (tt9900001 to tt9900024) and
    /// all but 900015 an id at TheTVDB (990001 to 990024).</summary>
    public static IReadOnlyList<SimulatedFilm> Films { get; } = [.. Catalogue.Select(film => film.Film)];

    /// <summary>How many images the film lists, broken ones included.</summary>
    /// <exception cref="KeyNotFoundException">No film has this id.</exception>
    public static int ImageCountOf(int tmdbId) => ById[tmdbId].Art.All.Count();

    /// <summary>Listed paths of images whose bytes no decoder reads.</summary>
    /// <exception cref="KeyNotFoundException">No film has this id.</exception>
    public static IReadOnlyList<string> CorruptImagesOf(int tmdbId) => PathsWith(tmdbId, Imaging.ImageFlaw.Corrupt);

    /// <summary>Listed paths of images that the CDN answers with 404.</summary>
    /// <exception cref="KeyNotFoundException">No film has this id.</exception>
    public static IReadOnlyList<string> MissingImagesOf(int tmdbId) => PathsWith(tmdbId, Imaging.ImageFlaw.Missing);

    /// <summary>The TMDB id of a film of a library of any size: first the films there are, then copies of them, which TMDB alone
    /// knows. A copy has the title and the images of its film, and ids and people of its own.</summary>
    /// <param name="number">The film's place in the library, from 0 to 40,000.</param>
    public static int TmdbIdOf(int number) => number < Catalogue.Count ? FirstTmdbId + number : FirstCopy + number;

    /// <summary>A copy of the last film, which a search finds beside it.</summary>
    public static int NamesakeOfTheLast => FirstCopy + (2 * Catalogue.Count) - 1;

    internal static IReadOnlyList<BundledFilm> All => Catalogue;

    internal static BundledFilm? Find(int tmdbId) => ById.GetValueOrDefault(tmdbId) ?? CopyOf(tmdbId);

    private static BundledFilm? CopyOf(int tmdbId)
    {
        if (tmdbId - FirstCopy is not (>= 0 and < Copies and var number)) return null;
        var film = Catalogue[number % Catalogue.Count];
        var imdbId = string.Create(CultureInfo.InvariantCulture, $"tt{9_000_000 + tmdbId}");
        return film with { Film = film.Film with { TmdbId = tmdbId, ImdbId = imdbId, TvdbId = null } };
    }

    private static List<string> PathsWith(int tmdbId, Imaging.ImageFlaw flaw) =>
        [.. ById[tmdbId].Art.All.Where(image => image.Spec.Flaw == flaw).Select(image => image.Spec.FilePath)];

    private static int? TvdbIdOf(int tmdbId) => tmdbId == UnknownToTvdb ? null : tmdbId - FirstTmdbId + FirstTvdbId;

    private static BundledFilm Complete(int tmdbId, FilmSketch sketch)
    {
        var imdbId = string.Create(CultureInfo.InvariantCulture, $"tt{9_000_000 + tmdbId}");
        var year = int.Parse(sketch.ReleaseDate.AsSpan(0, 4), CultureInfo.InvariantCulture);
        var faults = (tmdbId % 6) switch
        {
            _ when tmdbId == FirstTmdbId => ArtFaults.AmongTheBest,
            3 => ArtFaults.Somewhere,
            _ => ArtFaults.None,
        };
        var film = new SimulatedFilm(tmdbId, imdbId, sketch.Title, year) { TvdbId = TvdbIdOf(tmdbId) };
        return new(film, sketch, ArtDepartment.Draw(tmdbId, sketch.Title, sketch.Images, faults));
    }
}

/// <summary>A bundled film with all that is known about it.</summary>
internal sealed record BundledFilm(SimulatedFilm Film, FilmSketch Sketch, FilmArt Art);
