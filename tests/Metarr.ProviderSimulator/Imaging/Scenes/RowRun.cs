using System.Numerics;

namespace Metarr.ProviderSimulator.Imaging.Scenes;

/// <summary>A run of one row, with its ends blended by how much of the end pixels it covers.</summary>
internal static class RowRun
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
