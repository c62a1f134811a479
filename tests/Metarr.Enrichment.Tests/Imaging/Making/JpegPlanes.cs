namespace Metarr.Enrichment.Tests.Imaging.Making;

/// <summary>One component of a picture, transformed and quantised block by block.</summary>
internal sealed class JpegPlanes
{
    private static readonly double[] Basis = MakeBasis();

    private static readonly int[] ZigZag = MakeZigZag();

    private JpegPlanes(int across, int down) => (Across, Down) = (across, down);

    public int Across { get; }

    public int Down { get; }

    public int Stride { get; private init; }

    public int McusAcross { get; private init; }

    public int McusDown { get; private init; }

    public int BlocksAcross { get; private init; }

    public int BlocksDown { get; private init; }

    /// <summary>Coefficients in zigzag order.</summary>
    public required int[][] Blocks { get; init; }

    public static JpegPlanes[] Split(Raster raster, JpegWriter options)
    {
        var count = options.Colour switch { JpegWriter.Colours.Grey => 1, JpegWriter.Colours.Cmyk or JpegWriter.Colours.Ycck => 4, _ => 3 };
        var isSubsampled = options.Colour is JpegWriter.Colours.YCbCr or JpegWriter.Colours.Ycck or JpegWriter.Colours.Grey;
        var (across, down) = isSubsampled ? options.Sampling : (1, 1);
        var planes = new JpegPlanes[count];
        for (var i = 0; i < count; i++)
        {
            var isFull = i is 0 or 3;
            planes[i] = Make(raster, options, i, isFull ? across : 1, isFull ? down : 1, across, down);
        }

        return planes;
    }

    /// <summary>The data units of each MCU of a scan, in their order.</summary>
    public static IEnumerable<List<(int Component, int Block)>> Mcus(JpegPlanes[] components, int[] group)
    {
        var alone = components[group[0]];
        var isAlone = group.Length == 1;
        var (across, down) = isAlone ? (alone.BlocksAcross, alone.BlocksDown) : (alone.McusAcross, alone.McusDown);
        for (var row = 0; row < down; row++)
        {
            for (var column = 0; column < across; column++)
            {
                var mcu = new List<(int, int)>();
                foreach (var i in group)
                {
                    var (h, v) = isAlone ? (1, 1) : (components[i].Across, components[i].Down);
                    for (var unit = 0; unit < h * v; unit++)
                        mcu.Add((i, (row * v + unit / h) * components[i].Stride + column * h + unit % h));
                }

                yield return mcu;
            }
        }
    }

    private static JpegPlanes Make(Raster raster, JpegWriter options, int index, int across, int down, int maxAcross, int maxDown)
    {
        var (mcusAcross, mcusDown) = (DivideUp(raster.Width, 8 * maxAcross), DivideUp(raster.Height, 8 * maxDown));
        var stride = mcusAcross * across;
        var blocks = new int[stride * mcusDown * down][];
        var (scaleX, scaleY) = (maxAcross / across, maxDown / down);
        for (var i = 0; i < blocks.Length; i++)
        {
            var samples = new double[64];
            for (var j = 0; j < 64; j++)
                samples[j] = Sample(raster, options, index, (i % stride * 8 + j % 8) * scaleX, (i / stride * 8 + j / 8) * scaleY, scaleX, scaleY);

            blocks[i] = Transform(samples, options.Step);
        }

        return new JpegPlanes(across, down)
        {
            Stride = stride,
            McusAcross = mcusAcross,
            McusDown = mcusDown,
            BlocksAcross = DivideUp(DivideUp(raster.Width * across, maxAcross), 8),
            BlocksDown = DivideUp(DivideUp(raster.Height * down, maxDown), 8),
            Blocks = blocks,
        };
    }

    private static double Sample(Raster raster, JpegWriter options, int index, int x, int y, int scaleX, int scaleY)
    {
        var sum = 0.0;
        for (var i = 0; i < scaleX * scaleY; i++)
        {
            var pixel = raster[Math.Min(x + i % scaleX, raster.Width - 1), Math.Min(y + i / scaleX, raster.Height - 1)];
            sum += Component(options.Colour, index, pixel[0], pixel[1], pixel[2]);
        }

        var scale = 1 << (options.Precision - 8);
        return (sum / (scaleX * scaleY) - 128) * scale;
    }

    private static double Component(JpegWriter.Colours colour, int index, double red, double green, double blue) => colour switch
    {
        JpegWriter.Colours.Rgb => index switch { 0 => red, 1 => green, _ => blue },

        // Adobe writes inks upside down: 255 is none. Nothing is black here, so that all light comes through.
        JpegWriter.Colours.Cmyk => index switch { 0 => red, 1 => green, 2 => blue, _ => 255 },
        JpegWriter.Colours.Ycck when index == 3 => 255,
        JpegWriter.Colours.Ycck => Luma(index, 255 - red, 255 - green, 255 - blue),
        _ => Luma(index, red, green, blue),
    };

    private static double Luma(int index, double red, double green, double blue) => index switch
    {
        0 => 0.299 * red + 0.587 * green + 0.114 * blue,
        1 => 128 - 0.168736 * red - 0.331264 * green + 0.5 * blue,
        _ => 128 + 0.5 * red - 0.418688 * green - 0.081312 * blue,
    };

    private static int[] Transform(double[] samples, int step)
    {
        var half = new double[64];
        for (var y = 0; y < 8; y++)
        {
            for (var u = 0; u < 8; u++)
            {
                for (var x = 0; x < 8; x++)
                    half[8 * y + u] += samples[8 * y + x] * Basis[8 * u + x];
            }
        }

        var block = new int[64];
        for (var k = 0; k < 64; k++)
        {
            var sum = 0.0;
            for (var y = 0; y < 8; y++)
                sum += half[8 * y + ZigZag[k] % 8] * Basis[ZigZag[k] / 8 * 8 + y];

            block[k] = (int)Math.Round(sum / step);
        }

        return block;
    }

    private static double[] MakeBasis() =>
        [.. Enumerable.Range(0, 64).Select(i => Math.Sqrt(i < 8 ? 0.125 : 0.25) * Math.Cos((2 * (i % 8) + 1) * (i / 8) * Math.PI / 16))];

    // Along the diagonals, in turns upwards and downwards.
    private static int[] MakeZigZag() =>
        [.. Enumerable.Range(0, 64).OrderBy(i => i % 8 + i / 8).ThenBy(i => (i % 8 + i / 8) % 2 == 0 ? i % 8 : i / 8)];

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
