using System.Numerics;
using Metarr.ProviderSimulator.Imaging.Scenes;

namespace Metarr.ProviderSimulator.Imaging.Jpeg;

/// <summary>Turns a canvas into quantised blocks. A pixel of the canvas gives a block its mean, its neighbours give the slopes,
/// so the decoded picture is smooth although no DCT was ever computed.</summary>
internal static class BlockComposer
{
    /// <summary>Coefficient (1,0) of a block that rises by 1 per pixel: 1/4 x 1/sqrt 2 x 8 x sum of (x - 3.5) cos((2x+1)
    /// pi/16).</summary>
    private const float SlopeGain = -18.22f;

    private const int MaxSlope = 63;

    /// <summary>Luma at the canvas's own resolution, with textures that weigh about <paramref name="bitsPerBlock"/>.</summary>
    public static ComponentBlocks Luma(Canvas canvas, byte[] divisors, float bitsPerBlock, ulong seed)
    {
        var blocks = new ComponentBlocks(canvas.Width, canvas.Height);
        var weight = bitsPerBlock / Math.Max(0.02f, MeanDetail(canvas));
        var grain = seed | 1;
        for (var y = 0; y < canvas.Height; y++)
        {
            var row = canvas.Row(y);
            var above = canvas.Row(Math.Max(y - 1, 0));
            var below = canvas.Row(Math.Min(y + 1, canvas.Height - 1));
            for (var x = 0; x < row.Length; x++)
            {
                var at = y * row.Length + x;
                var across = row[Math.Min(x + 1, row.Length - 1)].X - row[Math.Max(x - 1, 0)].X;
                Slopes(blocks, at, divisors, across, below[x].X - above[x].X);
                blocks.Dc[at] = Quantise(8 * (Math.Clamp(row[x].X, 12, 240) - 128), divisors[0]);
                grain ^= grain << 13;
                grain ^= grain >> 7;
                grain ^= grain << 17;
                var jitter = 0.6f + (grain >> 40) * (0.8f / (1 << 24));
                blocks.Texture[at] = (byte)Math.Clamp(Math.Clamp(row[x].W, 0, 1) * weight * jitter, 0, TextureBank.Count - 1);
            }
        }
        return blocks;
    }

    /// <summary>One of the two colour components, each block covering <paramref name="share"/> by <paramref name="share"/>
    /// pixels of the canvas.</summary>
    public static ComponentBlocks Chroma(Canvas canvas, byte[] divisors, int share, Vector4 axis, ulong seed)
    {
        var blocks = new ComponentBlocks(canvas.Width / share, canvas.Height / share);
        for (var y = 0; y < blocks.Rows; y++)
        {
            var row = canvas.Row(y * share);
            var above = canvas.Row(Math.Max(y - 1, 0) * share);
            var below = canvas.Row(Math.Min(y + 1, blocks.Rows - 1) * share);
            for (var x = 0; x < blocks.Columns; x++)
            {
                var at = y * blocks.Columns + x;
                var here = x * share;
                var (left, right) = (Math.Max(here - share, 0), Math.Min(here + share, row.Length - 1));
                var across = Vector4.Dot(row[right] - row[left], axis);
                Slopes(blocks, at, divisors, across, Vector4.Dot(below[here] - above[here], axis));
                blocks.Dc[at] = Quantise(8 * Math.Clamp(Vector4.Dot(row[here], axis), -110, 110), divisors[0]);
                blocks.Texture[at] = ChromaGrain(seed, at);
            }
        }
        return blocks;
    }

    /// <summary>Colour noise is rare and faint in real art: most blocks have none.</summary>
    private static byte ChromaGrain(ulong seed, int block)
    {
        var roll = StableHash.Mix(seed, (ulong)block);
        return (byte)((roll & 7) == 0 ? 4 + (roll >> 8) % 16 : 0);
    }

    private static float MeanDetail(Canvas canvas)
    {
        var sum = 0f;
        for (var y = 0; y < canvas.Height; y++)
        {
            foreach (var pixel in canvas.Row(y))
                sum += Math.Clamp(pixel.W, 0, 1);
        }
        return sum / (canvas.Width * canvas.Height);
    }

    /// <summary>The differences span two blocks, which are 16 pixels.</summary>
    private static void Slopes(ComponentBlocks blocks, int at, byte[] divisors, float acrossTwo, float downTwo)
    {
        blocks.SlopeX[at] = (sbyte)Math.Clamp((int)Quantise(SlopeGain / 16 * acrossTwo, divisors[1]), -MaxSlope, MaxSlope);
        blocks.SlopeY[at] = (sbyte)Math.Clamp((int)Quantise(SlopeGain / 16 * downTwo, divisors[2]), -MaxSlope, MaxSlope);
    }

    private static short Quantise(float coefficient, byte divisor) => (short)MathF.Round(coefficient / divisor);
}
