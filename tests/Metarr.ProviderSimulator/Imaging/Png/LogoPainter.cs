using System.Numerics;
using Metarr.ProviderSimulator.Imaging.Lettering;
using Metarr.ProviderSimulator.Imaging.Scenes;

namespace Metarr.ProviderSimulator.Imaging.Png;

/// <summary>Paints a logo: lettering in two tints with a little grain, on a transparent ground.</summary>
internal static class LogoPainter
{
    /// <summary>Grain is what gives a logo its weight; from this many pixels on it thins out, so that large ones stay light.</summary>
    private const double FullGrainPixels = 250_000;

    public static byte[] Paint(ImageSpec spec)
    {
        var lettering = new TitleBlock(spec.Lettering.Count > 0 ? spec.Lettering : ["LOGO"]);
        var dice = new Dice(StableHash.Mix(spec.Scene, 0x10C0));
        var palette = Palette.Create(dice);
        var (upper, lower) = (palette.Light(dice), palette.Middle(dice));
        var thinning = Math.Max(1, (int)(spec.Width * (double)spec.Height / FullGrainPixels));
        using var writer = new PngWriter(spec.Width, spec.Height);
        Span<byte> row = new byte[spec.Width * 4];
        var grain = spec.Scene | 1;
        for (var y = 0; y < spec.Height; y++)
        {
            row.Clear();
            var (red, green, blue) = ToRgb(Vector4.Lerp(upper, lower, (float)y / spec.Height));
            for (var x = 0; x < spec.Width; x++)
            {
                var ink = lettering.Coverage((float)x / spec.Width, (float)y / spec.Height, 1f / spec.Width, 1f / spec.Height);
                if (ink == 0)
                    continue;
                grain ^= grain << 13;
                grain ^= grain >> 7;
                grain ^= grain << 17;
                var speck = grain % (ulong)thinning == 0 ? (int)(grain >> 60) - 8 : 0;
                row[x * 4] = Shift(red, speck);
                row[x * 4 + 1] = Shift(green, speck);
                row[x * 4 + 2] = Shift(blue, speck / 2);
                row[x * 4 + 3] = (byte)(ink * 255);
            }
            writer.WriteRow(row);
        }
        return writer.Finish();
    }

    private static byte Shift(float channel, int speck) => (byte)Math.Clamp(channel + speck, 0, 255);

    /// <summary>ITU-R BT.601 as JFIF uses it.</summary>
    private static (float Red, float Green, float Blue) ToRgb(Vector4 colour) => (
        colour.X + 1.402f * colour.Z,
        colour.X - 0.344136f * colour.Y - 0.714136f * colour.Z,
        colour.X + 1.772f * colour.Y);
}
