using System.Globalization;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Imaging.Lettering;

namespace Metarr.ProviderSimulator.Library.Prints;

/// <summary>An image as another provider than TMDB has it.</summary>
/// <param name="Spec">What the CDN makes of it; its path is the whole path there.</param>
/// <param name="Language">ISO 639-1, or null for textless art.</param>
internal sealed record Print(ImageSpec Spec, string? Language);

/// <summary>Makes one provider's art of one title: some of it is TMDB's over again in another size and quality, some is that
/// provider's own.</summary>
internal sealed class PrintShop
{
    private static readonly string?[] Languages = ["en", "en", "en", "de", "fr", "es", "pt", null];

    private readonly string title;
    private readonly ulong identity;

    /// <param name="title">What stands on the art.</param>
    /// <param name="seed">Decides everything: another one for every title and provider.</param>
    public PrintShop(string title, ulong seed)
    {
        this.title = title;
        identity = seed;
        Dice = new(seed);
    }

    /// <summary>What everything about this art is drawn with.</summary>
    public Dice Dice { get; }

    /// <summary>Thirteen hexadecimal digits, as file names of Fanart.tv and TheTVDB end.</summary>
    public string Suffix() => Dice.Next().ToString("x16", CultureInfo.InvariantCulture)[..13];

    /// <summary>A picture that only this provider has.</summary>
    public Print New(string path, ArtKind kind, int width, int height)
    {
        var language = kind == ArtKind.Backdrop && Dice.Chance(0.7) ? null : Dice.Pick(Languages);
        language = kind is ArtKind.Logo or ArtKind.ClearArt ? language ?? "en" : language;
        var spec = new ImageSpec(path, width, height, kind)
        {
            Scene = StableHash.Mix(identity, Dice.Next()),
            Lettering = language is null ? [] : Lettering(language),
            Quality = Dice.Between(80, 92),
        };
        return new(spec, language);
    }

    /// <summary>One of TMDB's pictures over again: the same scene and lettering, another size and quality. Broken ones and
    /// vectors are never taken.</summary>
    public Print Again(IReadOnlyList<ListedImage> pictures, string path, int width, int height)
    {
        var sound = pictures.Where(image => image.Spec.Flaw == ImageFlaw.None && image.Spec.Extension != ".svg").ToList();
        var source = Dice.Pick(sound);
        var spec = source.Spec with { FilePath = path, Width = width, Height = height, Quality = Dice.Between(70, 90) };
        return new(spec, source.Language);
    }

    private string[] Lettering(string language) =>
        [.. TitleBlock.Lines(title), language == "en" ? "" : language.ToUpperInvariant()];
}
