using System.Numerics;

namespace Metarr.ProviderSimulator.Imaging.Scenes;

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
