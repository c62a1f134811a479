using System.Numerics;

namespace Metarr.ProviderSimulator.Imaging.Scenes;

/// <summary>The ground of a scene: a gradient with clouds of three sizes, kept as a coarse lattice and stretched over any
/// canvas.</summary>
internal sealed class Backdrop
{
    private const int Cells = 48;

    /// <summary>Cloud sizes as lattice cells across the scene, and how far they push luma. They lie within the frequencies a
    /// perceptual hash looks at, so that scenes differ there and not only in their edges.</summary>
    private static readonly (int Across, float Luma)[] Octaves = [(2, 46f), (4, 40f), (7, 30f), (13, 14f)];

    private readonly Vector4[] lattice = new Vector4[(Cells + 1) * (Cells + 1)];

    public static Backdrop Create(Dice dice, Palette palette)
    {
        var backdrop = new Backdrop();
        var (upper, lower) = (palette.Middle(dice), palette.Middle(dice));
        backdrop.Fill((_, y) => Vector4.Lerp(upper, lower, y));
        foreach (var (across, luma) in Octaves)
        {
            var clouds = Clouds(dice, across, new Vector4(luma, luma / 5, luma / 5, 0.25f));
            backdrop.Fill((x, y) => Smooth(clouds, across, x, y));
        }
        return backdrop;
    }

    public void PaintOn(Canvas canvas)
    {
        Span<Vector4> blended = stackalloc Vector4[Cells + 1];
        for (var y = 0; y < canvas.Height; y++)
        {
            BlendRows(Math.Clamp(canvas.SceneY(y), 0, 1), blended);
            var row = canvas.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var place = Math.Clamp(canvas.SceneX(x), 0, 0.9999f) * Cells;
                var cell = (int)place;
                row[x] = Vector4.Lerp(blended[cell], blended[cell + 1], place - cell);
            }
        }
    }

    private void BlendRows(float sceneY, Span<Vector4> blended)
    {
        var place = Math.Min(sceneY, 0.9999f) * Cells;
        var above = lattice.AsSpan((int)place * (Cells + 1), Cells + 1);
        var below = lattice.AsSpan(((int)place + 1) * (Cells + 1), Cells + 1);
        for (var i = 0; i <= Cells; i++)
            blended[i] = Vector4.Lerp(above[i], below[i], place - (int)place);
    }

    private static Vector4[] Clouds(Dice dice, int across, Vector4 amplitude)
    {
        var clouds = new Vector4[(across + 2) * (across + 2)];
        for (var i = 0; i < clouds.Length; i++)
            clouds[i] = amplitude * new Vector4(Swing(dice), Swing(dice), Swing(dice), Swing(dice));
        return clouds;
    }

    private static Vector4 Smooth(Vector4[] clouds, int across, float x, float y)
    {
        var (column, row) = ((int)(x * across), (int)(y * across));
        var (alongX, alongY) = (Ease(x * across - column), Ease(y * across - row));
        var at = row * (across + 2) + column;
        var above = Vector4.Lerp(clouds[at], clouds[at + 1], alongX);
        var below = Vector4.Lerp(clouds[at + across + 2], clouds[at + across + 3], alongX);
        return Vector4.Lerp(above, below, alongY);
    }

    private static float Swing(Dice dice) => dice.Between(-1f, 1f);

    private static float Ease(float t) => t * t * (3 - 2 * t);

    private void Fill(Func<float, float, Vector4> add)
    {
        for (var y = 0; y <= Cells; y++)
        {
            for (var x = 0; x <= Cells; x++)
                lattice[y * (Cells + 1) + x] += add((float)x / Cells, (float)y / Cells);
        }
    }
}
