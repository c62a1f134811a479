using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Imaging.Lettering;

namespace Metarr.ProviderSimulator.Library;

/// <summary>Draws up the images of a film or series: scenes, languages, sizes, votes, near-duplicates and the few that are
/// broken.</summary>
internal sealed class ArtDepartment
{
    /// <summary>How often a poster or logo is in each language; null is textless.</summary>
    private static readonly (string? Language, string? Region, string Slogan, int Share)[] Languages =
    [
        ("en", "US", "", 40), (null, null, "", 16), ("de", "DE", "Jetzt im Kino", 12), ("fr", "FR", "Au cinema", 10),
        ("es", "ES", "Solo en cines", 8), ("ja", "JP", "Kinjitsu kokai", 7), ("pt", "BR", "So nos cinemas", 7),
    ];

    private static readonly (int Width, int Height, int Share)[] PosterSizes =
        [(2000, 3000, 50), (1000, 1500, 25), (1400, 2100, 20), (3000, 4500, 5)];

    private static readonly (int Width, int Height, int Share)[] BackdropSizes =
        [(1920, 1080, 55), (3840, 2160, 30), (1280, 720, 15)];

    private static readonly (int Width, int Height, int Share)[] LogoSizes =
        [(800, 310, 45), (500, 200, 25), (1000, 388, 20), (640, 250, 10)];

    private readonly string title;
    private readonly Dice dice;
    private readonly ulong identity;

    private ArtDepartment(int tmdbId, string title)
    {
        this.title = title;
        identity = StableHash.Mix(0xA27, (ulong)tmdbId);
        dice = new(identity);
    }

    public static FilmArt Draw(int tmdbId, string title, int images, ArtFaults faults)
    {
        var department = new ArtDepartment(tmdbId, title);
        var logos = Math.Max(2, images / 8);
        var backdrops = Math.Max(6, images * 3 / 8);
        var posters = images - logos - backdrops;
        return new(
            ByVotes(Spoil(department.Draw(ArtKind.Poster, posters, PosterSizes), faults)),
            ByVotes(department.Draw(ArtKind.Backdrop, backdrops, BackdropSizes)),
            ByVotes(department.Draw(ArtKind.Logo, logos, LogoSizes)));
    }

    private static List<ListedImage> ByVotes(IEnumerable<ListedImage> images) =>
        [.. images.OrderByDescending(image => image.VoteAverage).ThenByDescending(image => image.VoteCount)];

    /// <summary>The first image becomes unreadable and the second disappears. In a film that asks for it they also have the best
    /// votes and the ideal size, so that whoever chooses by the listing alone chooses them.</summary>
    private static List<ListedImage> Spoil(List<ListedImage> posters, ArtFaults faults)
    {
        if (faults == ArtFaults.None)
            return posters;
        posters[0] = posters[0] with { Spec = posters[0].Spec with { Flaw = ImageFlaw.Corrupt } };
        posters[1] = posters[1] with { Spec = posters[1].Spec with { Flaw = ImageFlaw.Missing } };
        if (faults == ArtFaults.AmongTheBest)
        {
            for (var i = 0; i < 2; i++)
            {
                var spec = posters[i].Spec with { Width = 2000, Height = 3000 };
                posters[i] = new(spec, "en", "US", 9.8 - i * 0.1, 900);
            }
        }
        return posters;
    }

    private List<ListedImage> Draw(ArtKind kind, int count, (int Width, int Height, int Share)[] sizes)
    {
        var images = new List<ListedImage>(count);
        var scenes = Math.Max(3, count / 3);
        while (images.Count < count)
        {
            // Every sixth image is one that is there already, made over; a vector logo has no such copies.
            var copied = images.Count >= 3 && dice.Below(6) == 0 ? dice.Pick(images) : null;
            images.Add(copied is null || copied.Spec.Extension == ".svg" ? DrawNew(kind, scenes, sizes) : MakeOver(copied));
        }
        return images;
    }

    private ListedImage DrawNew(ArtKind kind, int scenes, (int Width, int Height, int Share)[] sizes)
    {
        var (width, height, _) = PickByShare(sizes, size => size.Share);
        var (language, region, slogan) = PickLanguage(kind);
        var spec = new ImageSpec(ArtName.Of(dice, ExtensionOf(kind)), width, height, kind)
        {
            Scene = StableHash.Mix(identity, (ulong)((int)kind * 1000 + dice.Below(scenes))),
            Lettering = language is null ? [] : [.. TitleBlock.Lines(title), slogan],
            Quality = dice.Between(84, 92),
        };
        return Vote(spec, language, region);
    }

    /// <summary>The same picture again: resized, saved at another quality, or cut by one or two percent.</summary>
    private ListedImage MakeOver(ListedImage original)
    {
        var spec = original.Spec with { FilePath = ArtName.Of(dice, original.Spec.Extension) };
        spec = (spec.Kind, dice.Below(3)) switch
        {
            (ArtKind.Logo, _) or (_, 0) => Resize(spec, dice.Between(0.5f, 0.9f)),
            (_, 1) => spec with { Quality = dice.Between(58, 78) },
            _ => Cut(spec, dice.Between(0.01f, 0.02f)),
        };
        return Vote(spec, original.Language, original.Region);
    }

    private static ImageSpec Resize(ImageSpec spec, double factor) =>
        spec with { Width = (int)Math.Round(spec.Width * factor), Height = (int)Math.Round(spec.Height * factor) };

    private ImageSpec Cut(ImageSpec spec, double share)
    {
        var left = share * dice.Fraction();
        var top = share * dice.Fraction();
        return Resize(spec, 1 - share) with { Crop = new(left, top, left + 1 - share, top + 1 - share) };
    }

    private ListedImage Vote(ImageSpec spec, string? language, string? region)
    {
        if (dice.Chance(0.3))
            return new(spec, language, region, 0, 0);
        var crowd = dice.Fraction() * 5;
        return new(spec, language, region, dice.Between(3200, 8900) / 1000.0, 1 + (int)(crowd * crowd * crowd));
    }

    private (string? Language, string? Region, string Slogan) PickLanguage(ArtKind kind)
    {
        // Backdrops are mostly textless; a logo without a language is rare.
        if (kind == ArtKind.Backdrop && dice.Chance(0.7))
            return (null, null, "");
        var pick = PickByShare(Languages, language => language.Share);
        return kind == ArtKind.Logo && pick.Language is null ? ("en", "US", "") : (pick.Language, pick.Region, pick.Slogan);
    }

    private string ExtensionOf(ArtKind kind) =>
        kind != ArtKind.Logo ? ".jpg" : dice.Below(8) == 0 ? ".svg" : ".png";

    private T PickByShare<T>(T[] options, Func<T, int> share)
    {
        var roll = dice.Below(options.Sum(share));
        foreach (var option in options)
        {
            roll -= share(option);
            if (roll < 0)
                return option;
        }
        return options[^1];
    }
}
