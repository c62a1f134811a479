using Metarr.ProviderSimulator.Imaging.Scenes;

namespace Metarr.ProviderSimulator.Imaging.Png;

/// <summary>Paints a scene as PNG: whole, cut out, or as the label of a disc.</summary>
internal static class ScenePngPainter
{
    private const float DiscEdge = 0.985f;
    private const float DiscHole = 0.13f;

    public static byte[] Paint(ImageSpec spec)
    {
        var canvas = new Canvas(spec.Width, spec.Height, spec.Crop, 1f / spec.Width, 1f / spec.Height);
        Scene.Create(spec.Scene, spec.Kind).PaintOn(canvas);
        new TitlePlate(spec.Lettering, spec.Kind).PaintOn(canvas);
        var mask = MaskOf(spec);
        using var writer = new PngWriter(spec.Width, spec.Height);
        var row = new byte[spec.Width * 4];
        for (var y = 0; y < spec.Height; y++)
        {
            Array.Clear(row);
            PaintRow(row, canvas, y, mask);
            writer.WriteRow(row);
        }
        return writer.Finish();
    }

    private static void PaintRow(byte[] row, Canvas canvas, int y, Func<float, float, float> mask)
    {
        var pixels = canvas.Row(y);
        var down = 2 * (y + 0.5f) / canvas.Height - 1;
        for (var x = 0; x < pixels.Length; x++)
        {
            var opacity = mask(2 * (x + 0.5f) / pixels.Length - 1, down);
            if (opacity <= 0)
                continue;
            var (red, green, blue) = JfifColour.ToRgb(pixels[x]);
            row[x * 4] = Channel(red);
            row[x * 4 + 1] = Channel(green);
            row[x * 4 + 2] = Channel(blue);
            row[x * 4 + 3] = Channel(opacity * 255);
        }
    }

    /// <summary>How opaque a place is, from 0 to 1; places run from -1 to 1 across and down.</summary>
    private static Func<float, float, float> MaskOf(ImageSpec spec)
    {
        // The edge fades over two pixels of the shorter side.
        var sharpness = Math.Min(spec.Width, spec.Height) / 4f;
        return spec.Kind switch
        {
            ArtKind.DiscLabel => (x, y) => Ring(MathF.Sqrt(x * x + y * y), sharpness),
            ArtKind.ClearArt => CutOut(spec.Scene, sharpness),
            _ => (_, _) => 1,
        };
    }

    private static float Ring(float radius, float sharpness) =>
        Math.Min(Math.Clamp((DiscEdge - radius) * sharpness, 0, 1), Math.Clamp((radius - DiscHole) * sharpness, 0, 1));

    /// <summary>A blob with a wavy rim that the scene decides.</summary>
    private static Func<float, float, float> CutOut(ulong scene, float sharpness)
    {
        var dice = new Dice(StableHash.Mix(scene, 0xC07));
        var (waves, phase, depth) = (dice.Between(3, 7), dice.Between(0f, MathF.Tau), dice.Between(0.05f, 0.14f));
        return (x, y) =>
        {
            var rim = 0.84f + depth * MathF.Sin(waves * MathF.Atan2(y, x) + phase);
            return Math.Clamp((rim - MathF.Sqrt(x * x + y * y)) * sharpness, 0, 1);
        };
    }

    private static byte Channel(float value) => (byte)Math.Clamp(value, 0, 255);
}
