using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Library.Prints;
using Metarr.ProviderSimulator.Library.Series;

namespace Metarr.ProviderSimulator.Fanart;

/// <summary>Draws up what Fanart.tv has of a title.</summary>
internal sealed class FanartArtDepartment
{
    private const int FirstFilm = 900_001;

    /// <summary>A kind that no client knows; one film in five has it.</summary>
    private const string UnknownKind = "movieicon";

    private static readonly int[] FilmsWithoutArt = [900_010, 900_020];

    private readonly PrintShop shop;
    private readonly FilmArt art;
    private readonly string folder;
    private readonly string name;
    private readonly int firstId;
    private int drawn;

    private FanartArtDepartment(string title, int year, FilmArt art, int id, string folder)
    {
        shop = new(title, StableHash.Mix(StableHash.Of("fanart-" + folder), (ulong)id));
        this.art = art;
        this.folder = $"/fanart/{folder}/{id}";
        name = $"{title} ({year})";
        firstId = id % 1000 * 100 + (folder == "tv" ? 500_000 : 200_000);
    }

    /// <summary>The art of a film in the order of its kinds; none for two of the films.</summary>
    public static IReadOnlyList<FanartPicture> OfFilm(BundledFilm film)
    {
        var id = film.Film.TmdbId;
        if (FilmsWithoutArt.Contains(id))
            return [];
        var department = new FanartArtDepartment(film.Sketch.Title, film.Film.Year, film.Art, id, "movies");
        // The first film has something of everything.
        var least = id == FirstFilm ? 1 : 0;
        return [.. FanartKind.OfFilms.Where(kind => kind.Name != UnknownKind || id % 5 == 1)
            .SelectMany(kind => department.Draw(kind, least, null))];
    }

    /// <summary>The art of a series with that of its seasons.</summary>
    public static IReadOnlyList<FanartPicture> OfSeries(BundledSeries series)
    {
        var department = new FanartArtDepartment(
            series.Sketch.Title, series.Series.Year, series.Art, series.Series.TvdbId, "tv");
        var own = FanartKind.OfSeries.SelectMany(kind => department.Draw(kind, kind.Most > 2 ? 1 : 0, null));
        string?[] seasons = [.. series.Seasons.Select(season => $"{season.Facts.Number}"), "all", null];
        var ofSeasons = FanartKind.OfSeasons
            .SelectMany(kind => seasons.SelectMany(season => department.Draw(kind, season == "1" ? 1 : 0, season)));
        return [.. own, .. ofSeasons];
    }

    private IEnumerable<FanartPicture> Draw(FanartKind kind, int least, string? season)
    {
        for (var left = shop.Dice.Between(least, kind.Most); left > 0; left--)
        {
            drawn++;
            var likes = shop.Dice.Chance(0.3) ? 0 : shop.Dice.Between(1, 60);
            // Backgrounds are for the whole series, mostly; some are for one season.
            var stated = kind.Name == "showbackground" && shop.Dice.Chance(0.3) ? "1" : season;
            yield return new(firstId + drawn, kind, Print(kind), likes)
            {
                Season = stated,
                IsNewest = drawn % 9 == 0 && left > 1,
            };
        }
    }

    private Print Print(FanartKind kind)
    {
        var path = PathOf(kind);
        var models = kind.Kind switch
        {
            ArtKind.Poster when !kind.IsOfSeasons => art.Posters,
            ArtKind.Backdrop => art.Backdrops,
            ArtKind.Logo => art.Logos,
            _ => [],
        };
        return models.Count > 0 && shop.Dice.Chance(0.5)
            ? shop.Again(models, path, kind.Width, kind.Height)
            : shop.New(path, kind.Kind, kind.Width, kind.Height);
    }

    /// <summary>By title and kind, as of old; by name alone, as today; or under the name somebody gave the file.</summary>
    private string PathOf(FanartKind kind)
    {
        var words = new string([.. name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '(' or ')')]);
        var slug = string.Join('-', words.ToLowerInvariant().Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries));
        return shop.Dice.Below(6) switch
        {
            0 => $"{folder}/{kind.Name}/{words}-{shop.Suffix()}{kind.Extension}",
            1 or 2 => $"/fanart/{slug}-{shop.Suffix()}{kind.Extension}",
            _ => $"{folder}/{kind.Name}/{slug}-{shop.Suffix()}{kind.Extension}",
        };
    }
}
