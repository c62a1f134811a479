namespace Metarr.ProviderSimulator.Imaging;

/// <summary>The shape art of a kind usually has; the true one may differ a little after a crop.</summary>
internal static class ArtShape
{
    /// <summary>Width over height.</summary>
    public static float AspectOf(ArtKind kind) => kind switch
    {
        ArtKind.Poster or ArtKind.Profile => 2f / 3,
        ArtKind.Banner => 758f / 140,
        ArtKind.Square or ArtKind.DiscLabel => 1,
        _ => 16f / 9,
    };
}
