using System.Numerics;
using Metarr.ProviderSimulator.Imaging.Lettering;
using Metarr.ProviderSimulator.Imaging.Scenes;

namespace Metarr.ProviderSimulator.Imaging.Png;

/// <summary>Paints a logo: lettering in two tints with a little grain, on a transparent ground.</summary>
internal static class LogoPainter
{
    /// <summary>Grain is what gives a logo its weight; from this many pixels on it thins out, so that large ones stay
    /// light.</summary>
    private const double FullGrainPixels = 60_000;

    public static byte[] Paint(ImageSpec spec)
    {
        var lettering = new TitleBlock(spec.Lettering.Count > 0 ? spec.Lettering : ["LOGO"]);
        var dice = new Dice(StableHash.Mix(spec.Scene, 0x10C0));
        var palette = Palette.Create(dice);
        var (upper, lower) = (palette.Light(dice), palette.Middle(dice));
        var grain = new Grain(spec);
        using var writer = new PngWriter(spec.Width, spec.Height);
        var row = new byte[spec.Width * 4];
        for (var y = 0; y < spec.Height; y++)
        {
            Array.Clear(row);
            PaintRow(row, spec, y, lettering, JfifColour.ToRgb(Vector4.Lerp(upper, lower, (float)y / spec.Height)), grain);
            writer.WriteRow(row);
        }
        return writer.Finish();
    }

    private static void PaintRow(
        byte[] row, ImageSpec spec, int y, TitleBlock lettering, (float Red, float Green, float Blue) tint, Grain grain)
    {
        var (stepX, stepY) = (1f / spec.Width, 1f / spec.Height);
        for (var x = 0; x < spec.Width; x++)
        {
            var ink = lettering.Coverage(x * stepX, y * stepY, stepX, stepY);
            if (ink == 0)
                continue;
            var speck = grain.Next();
            row[x * 4] = Shift(tint.Red, speck);
            row[x * 4 + 1] = Shift(tint.Green, speck);
            row[x * 4 + 2] = Shift(tint.Blue, speck / 2);
            row[x * 4 + 3] = (byte)(ink * 255);
        }
    }

    private static byte Shift(float channel, int speck) => (byte)Math.Clamp(channel + speck, 0, 255);

    /// <summary>Small deviations of brightness (xorshift), rarer in larger pictures.</summary>
    private sealed class Grain(ImageSpec spec)
    {
        private readonly ulong rarity = (ulong)Math.Max(1, spec.Width * (double)spec.Height / FullGrainPixels);
        private ulong state = spec.Scene | 1;

        public int Next()
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            return state % rarity == 0 ? (int)(state >> 61) - 4 : 0;
        }
    }
}
