using System.Numerics;

namespace Metarr.ProviderSimulator.Imaging.Scenes;

/// <summary>A small picture whose pixels are later blown up to blocks of 8 by 8: X is luma, Y and Z are Cb and Cr less 128,
/// W says how much detail stands there, from 0 to 1.</summary>
internal sealed class Canvas(int width, int height, Crop crop, float fractionX, float fractionY)
{
    private readonly Vector4[] pixels = new Vector4[width * height];

    public int Width => width;

    public int Height => height;

    /// <summary>Width of a pixel as a fraction of the scene.</summary>
    public float StepX => fractionX * (float)(crop.Right - crop.Left);

    /// <summary>Height of a pixel as a fraction of the scene.</summary>
    public float StepY => fractionY * (float)(crop.Bottom - crop.Top);

    public float Left => (float)crop.Left;

    public float Top => (float)crop.Top;

    public Span<Vector4> Row(int y) => pixels.AsSpan(y * width, width);

    /// <summary>Where the middle of a pixel lies in the scene, from 0 to 1.</summary>
    public float SceneX(int x) => Left + (x + 0.5f) * StepX;

    /// <summary>Where the middle of a row lies in the scene, from 0 to 1.</summary>
    public float SceneY(int y) => Top + (y + 0.5f) * StepY;

    /// <summary>The first pixel whose middle lies at or after a place in the scene.</summary>
    public int ColumnAt(float sceneX) => Math.Clamp((int)MathF.Ceiling((sceneX - Left) / StepX - 0.5f), 0, width);
}
