using System.Numerics;

namespace Metarr.ProviderSimulator.Imaging.Png;

/// <summary>ITU-R BT.601 as JFIF uses it.</summary>
internal static class JfifColour
{
    /// <summary>Red, green and blue, not yet clamped to 0 to 255, of luma, Cb and Cr (both less 128).</summary>
    public static (float Red, float Green, float Blue) ToRgb(Vector4 colour) => (
        colour.X + 1.402f * colour.Z,
        colour.X - 0.344136f * colour.Y - 0.714136f * colour.Z,
        colour.X + 1.772f * colour.Y);
}
