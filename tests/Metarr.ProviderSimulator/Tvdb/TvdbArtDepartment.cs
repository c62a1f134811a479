using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Library.Prints;
using Metarr.ProviderSimulator.Library.Series;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>Draws up what TheTVDB has of a title.</summary>
internal sealed class TvdbArtDepartment
{
    /// <summary>The film whose first background is an original of nearly 40 megapixels.</summary>
    private const int FilmWithHugeOriginal = 990_003;

    /// <summary>The film whose first banner is a PNG by the name of .jpg.</summary>
    private const int FilmWithDisguise = 990_001;

    private readonly PrintShop shop;
    private readonly FilmArt art;
    private readonly int titleId;
    private readonly string folder;

    private TvdbArtDepartment(string title, FilmArt art, int titleId, string folder)
    {
        shop = new(title, StableHash.Mix(StableHash.Of("tvdb-" + folder), (ulong)titleId));
        (this.art, this.titleId, this.folder) = (art, titleId, folder);
    }

    public static IReadOnlyList<TvdbArtwork> OfFilm(BundledFilm film, int tvdbId)
    {
        var department = new TvdbArtDepartment(film.Sketch.Title, film.Art, tvdbId, "movie");
        List<TvdbArtwork> works =
        [
            .. department.Draw(14, 2, 6), .. department.Draw(15, 2, 5), .. department.Draw(16, 1, 2),
            .. department.Draw(24, 0, 1), .. department.Draw(25, 0, 2),
        ];
        if (tvdbId == FilmWithHugeOriginal)
            Change(works, 15, spec => spec with { Width = 7418, Height = 5361 });
        if (tvdbId == FilmWithDisguise)
            Change(works, 16, spec => spec with { Flaw = ImageFlaw.Disguised });
        return works;
    }

    public static IReadOnlyList<TvdbArtwork> OfSeries(BundledSeries series)
    {
        var department = new TvdbArtDepartment(series.Sketch.Title, series.Art, series.Series.TvdbId, "series");
        return
        [
            .. department.Draw(1, 1, 3), .. department.Draw(2, 3, 6), .. department.Draw(3, 2, 5), .. department.Draw(22, 0, 2),
            .. department.Draw(23, 1, 2),
        ];
    }

    public static IReadOnlyList<TvdbArtwork> OfSeason(BundledSeries series, BundledSeason season)
    {
        var art = series.Art with { Posters = season.Posters };
        var department = new TvdbArtDepartment(series.Sketch.Title, art, season.Facts.TvdbId, "season");
        return [.. department.Draw(6, 0, 1), .. department.Draw(7, 1, 3), .. department.Draw(8, 0, 1)];
    }

    /// <summary>The still of an episode, or null when TMDB has none either.</summary>
    public static Print? StillOf(BundledEpisode episode)
    {
        if (episode.Stills.Count == 0)
            return null;
        var shop = new PrintShop(episode.Facts.Title, (ulong)episode.Facts.TvdbId);
        return shop.Again(episode.Stills, $"/banners/v4/episode/{episode.Facts.TvdbId}/screencap/{shop.Suffix()}.jpg", 640, 360);
    }

    private static void Change(List<TvdbArtwork> works, int type, Func<ImageSpec, ImageSpec> change)
    {
        var at = works.FindIndex(work => work.Type.Id == type);
        works[at] = works[at] with { Print = works[at].Print with { Spec = change(works[at].Print.Spec) } };
    }

    private IEnumerable<TvdbArtwork> Draw(int typeId, int least, int most)
    {
        var type = TvdbArtType.Of(typeId);
        for (var number = shop.Dice.Between(least, most); number > 0; number--)
        {
            var score = number == 1 ? 100_000 + shop.Dice.Below(30) : shop.Dice.Chance(0.5) ? 0 : shop.Dice.Between(1, 20);
            yield return new(titleId % 100_000 * 1000 + typeId * 20 + number, type, Print(type, number), score);
        }
    }

    private Print Print(TvdbArtType type, int number)
    {
        var path = PathOf(type, number);
        var models = type.Kind switch
        {
            ArtKind.Poster => art.Posters,
            ArtKind.Backdrop => art.Backdrops,
            ArtKind.Logo => art.Logos,
            _ => [],
        };
        return models.Count > 0 && shop.Dice.Chance(0.5)
            ? shop.Again(models, path, type.Width, type.Height)
            : shop.New(path, type.Kind, type.Width, type.Height);
    }

    /// <summary>Today's folders, and now and then those of the years before.</summary>
    private string PathOf(TvdbArtType type, int number)
    {
        var extension = type.IsTransparent ? ".png" : ".jpg";
        return type.Kind == ArtKind.Poster && shop.Dice.Chance(0.2)
            ? $"/banners/{type.Slug}/{titleId}-{number}{extension}"
            : $"/banners/v4/{folder}/{titleId}/{type.Slug}/{shop.Suffix()}{extension}";
    }
}
