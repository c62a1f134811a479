using System.Numerics;

namespace Metarr.ProviderSimulator.Imaging.Scenes;

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
                RowRun.Paint(canvas, rowIndex, x, radiusX * MathF.Sqrt(1 - height * height), colour, 1);
        }
    }
}
