namespace Metarr.ProviderSimulator.Imaging.Jpeg;

/// <summary>Divisors of the 64 coefficients in zigzag order: the examples of T.81 annex K.1, scaled by quality as libjpeg
/// scales them.</summary>
internal static class QuantisationTable
{
    private static readonly byte[] LumaBase =
    [
        16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40,
        26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
        56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
        95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
    ];

    private static readonly byte[] ChromaBase =
    [
        17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99,
        .. Enumerable.Repeat((byte)99, 48),
    ];

    public static byte[] Luma(int quality) => Scale(LumaBase, quality);

    public static byte[] Chroma(int quality) => Scale(ChromaBase, quality);

    private static byte[] Scale(byte[] table, int quality)
    {
        var percent = quality < 50 ? 5000 / quality : 200 - quality * 2;
        return [.. table.Select(value => (byte)Math.Clamp((value * percent + 50) / 100, 1, 255))];
    }
}
