using System.Numerics;

namespace Metarr.ProviderSimulator.Imaging.Scenes;

/// <summary>A slanted band of light from the upper to the lower side.</summary>
internal sealed class Beam(float x, float slant, float halfWidth, Vector4 colour, float opacity) : ISceneShape
{
    public void PaintOn(Canvas canvas)
    {
        for (var rowIndex = 0; rowIndex < canvas.Height; rowIndex++)
            RowRun.Paint(canvas, rowIndex, x + slant * canvas.SceneY(rowIndex), halfWidth, colour, opacity);
    }
}
