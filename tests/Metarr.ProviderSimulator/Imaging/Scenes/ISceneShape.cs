using System.Numerics;

namespace Metarr.ProviderSimulator.Imaging.Scenes;

/// <summary>A thing in a scene, placed in fractions of the scene's width and height.</summary>
internal interface ISceneShape
{
    void PaintOn(Canvas canvas);
}

/// <summary>An ellipse that is round at the usual aspect of its kind of art.</summary>
internal sealed class Disc : ISceneShape
{
    private readonly float x;
    private readonly float y;
    private readonly float radiusX;
    private readonly float radiusY;
    private readonly Vector4 colour;

    private Disc(float x, float y, float radiusX, float radiusY, Vector4 colour) =>
        (this.x, this.y, this.radiusX, this.radiusY, this.colour) = (x, y, radiusX, radiusY, colour);

    /// <summary>A disc whose radius is a fraction of the scene's width.</summary>
    public static Disc Create(float x, float y, float radius, float aspect, Vector4 colour) =>
        new(x, y, radius, radius * aspect, colour);

    public void PaintOn(Canvas canvas)
    {
        for (var rowIndex = 0; rowIndex < canvas.Height; rowIndex++)
        {
            var height = (canvas.SceneY(rowIndex) - y) / radiusY;
            if (MathF.Abs(height) < 1)
                Span.Paint(canvas, rowIndex, x, radiusX * MathF.Sqrt(1 - height * height), colour, 1);
        }
    }
}

/// <summary>A slanted band of light from the upper to the lower side.</summary>
internal sealed class Beam(float x, float slant, float halfWidth, Vector4 colour, float opacity) : ISceneShape
{
    public void PaintOn(Canvas canvas)
    {
        for (var rowIndex = 0; rowIndex < canvas.Height; rowIndex++)
            Span.Paint(canvas, rowIndex, x + slant * canvas.SceneY(rowIndex), halfWidth, colour, opacity);
    }
}

/// <summary>All that lies below a skyline made of three waves.</summary>
internal sealed class Ridge : ISceneShape
{
    private readonly float level;
    private readonly Vector4 colour;
    private readonly (float Frequency, float Phase, float Height)[] waves;

    private Ridge(float level, Vector4 colour, (float, float, float)[] waves) =>
        (this.level, this.colour, this.waves) = (level, colour, waves);

    public static Ridge Create(Dice dice, float level, Vector4 colour) => new(level, colour,
    [
        (dice.Between(2f, 5f), dice.Between(0f, 6f), 0.08f),
        (dice.Between(7f, 13f), dice.Between(0f, 6f), 0.03f),
        (dice.Between(20f, 40f), dice.Between(0f, 6f), 0.01f),
    ]);

    public void PaintOn(Canvas canvas)
    {
        for (var column = 0; column < canvas.Width; column++)
        {
            var skyline = level;
            foreach (var (frequency, phase, height) in waves)
                skyline += height * MathF.Sin(frequency * canvas.SceneX(column) + phase);
            PaintColumn(canvas, column, (skyline - canvas.Top) / canvas.StepY);
        }
    }

    private void PaintColumn(Canvas canvas, int column, float skyline)
    {
        for (var rowIndex = Math.Max(0, (int)skyline); rowIndex < canvas.Height; rowIndex++)
        {
            ref var pixel = ref canvas.Row(rowIndex)[column];
            pixel = Vector4.Lerp(pixel, colour, Math.Clamp(rowIndex + 1 - skyline, 0, 1) * 0.85f);
        }
    }
}

/// <summary>A run of one row, with its ends blended by how much of the end pixels it covers.</summary>
file static class Span
{
    public static void Paint(Canvas canvas, int rowIndex, float middle, float half, Vector4 colour, float opacity)
    {
        var start = (middle - half - canvas.Left) / canvas.StepX;
        var end = (middle + half - canvas.Left) / canvas.StepX;
        var row = canvas.Row(rowIndex);
        var last = Math.Min(row.Length - 1, (int)MathF.Floor(end));
        for (var x = Math.Max(0, (int)MathF.Floor(start)); x <= last; x++)
        {
            var covered = Math.Min(x + 1, end) - Math.Max(x, start);
            row[x] = Vector4.Lerp(row[x], colour, Math.Clamp(covered, 0, 1) * opacity);
        }
    }
}
