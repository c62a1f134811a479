using Metarr.ProviderSimulator.Imaging;

namespace Metarr.ProviderSimulator.Library;

/// <summary>Image paths as TMDB makes them: a slash, 27 letters and digits, an extension.</summary>
internal static class ArtName
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string Of(Dice dice, string extension) =>
        "/" + string.Concat(Enumerable.Range(0, 27).Select(_ => Letters[dice.Below(Letters.Length)])) + extension;
}
