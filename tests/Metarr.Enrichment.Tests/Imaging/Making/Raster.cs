namespace Metarr.Enrichment.Tests.Imaging.Making;

/// <summary>A field of pixels: red, green, blue and alpha, a byte each.</summary>
internal sealed class Raster(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[] Rgba { get; } = new byte[4 * width * height];

    public Span<byte> this[int x, int y] => Rgba.AsSpan(4 * (y * Width + x), 4);

    public void Set(int x, int y, double red, double green, double blue, double alpha = 255)
    {
        var pixel = this[x, y];
        pixel[0] = ToByte(red);
        pixel[1] = ToByte(green);
        pixel[2] = ToByte(blue);
        pixel[3] = ToByte(alpha);
    }

    /// <summary>A picture with shapes at all scales, as unlike those of other seeds as photographs are.</summary>
    public static Raster Photo(int width, int height, int seed, double noise = 6)
    {
        var random = new Random(seed);
        var raster = new Raster(width, height);
        var octaves = new (int Cells, double Strength, double[] Values)[4];
        for (var i = 0; i < octaves.Length; i++)
        {
            var cells = 3 << (2 * i);
            octaves[i] = (cells, 90.0 / (1 << i), [.. Enumerable.Range(0, 3 * (cells + 1) * (cells + 1)).Select(_ => random.NextDouble() - 0.5)]);
        }

        Span<double> colour = stackalloc double[3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                colour.Fill(128);
                foreach (var (cells, strength, values) in octaves)
                    AddNoise(colour, values, cells, x * (double)cells / width, y * (double)cells / height, 2 * strength);

                var grain = (random.NextDouble() - 0.5) * noise;
                raster.Set(x, y, colour[0] + grain, colour[1] + grain, colour[2] + grain);
            }
        }

        return raster;
    }

    /// <summary>Strokes on a transparent ground, like the letters of a title.</summary>
    public static Raster Logo(int width, int height, int seed, byte level = 255)
    {
        var random = new Random(seed);
        var raster = new Raster(width, height);
        var letters = random.Next(4, 12);
        var cell = width * 0.9 / letters;
        for (var letter = 0; letter < letters; letter++)
        {
            for (var stroke = 0; stroke < 4; stroke++)
            {
                var left = width * 0.05 + letter * cell + random.NextDouble() * cell * 0.5;
                var top = height * (0.15 + random.NextDouble() * 0.4);
                var isUpright = random.Next(2) == 0;
                raster.Fill(left, top, isUpright ? cell * 0.2 : cell * 0.6, height * (isUpright ? 0.45 : 0.12), level);
            }
        }

        return raster;
    }

    /// <summary>The same picture scaled by the mean over each new pixel's area.</summary>
    public Raster Scale(int width, int height)
    {
        var scaled = new Raster(width, height);
        Span<long> sums = stackalloc long[4];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (left, right) = (x * Width / width, Math.Max(x * Width / width + 1, (x + 1) * Width / width));
                var (top, bottom) = (y * Height / height, Math.Max(y * Height / height + 1, (y + 1) * Height / height));
                sums.Clear();
                for (var fromY = top; fromY < bottom; fromY++)
                {
                    for (var fromX = left; fromX < right; fromX++)
                    {
                        for (var c = 0; c < 4; c++)
                            sums[c] += this[fromX, fromY][c];
                    }
                }

                var area = (right - left) * (bottom - top);
                scaled.Set(x, y, (double)sums[0] / area, (double)sums[1] / area, (double)sums[2] / area, (double)sums[3] / area);
            }
        }

        return scaled;
    }

    /// <summary>The picture as it is stored under an EXIF orientation: what a viewer turns into this.</summary>
    public Raster StoredAs(int orientation)
    {
        var isTransposed = orientation >= 5;
        var stored = new Raster(isTransposed ? Height : Width, isTransposed ? Width : Height);
        for (var y = 0; y < stored.Height; y++)
        {
            for (var x = 0; x < stored.Width; x++)
            {
                // For each value the standard says where row 0 and column 0 of the stored picture are shown.
                var (shownX, shownY) = orientation switch
                {
                    2 => (Width - 1 - x, y),
                    3 => (Width - 1 - x, Height - 1 - y),
                    4 => (x, Height - 1 - y),
                    5 => (y, x),
                    6 => (Width - 1 - y, x),
                    7 => (Width - 1 - y, Height - 1 - x),
                    8 => (y, Height - 1 - x),
                    _ => (x, y),
                };
                this[shownX, shownY].CopyTo(stored[x, y]);
            }
        }

        return stored;
    }

    private void Fill(double left, double top, double width, double height, byte level)
    {
        for (var y = (int)top; y < Math.Min(Height, top + height); y++)
        {
            for (var x = (int)left; x < Math.Min(Width, left + width); x++)
                Set(x, y, level, level, level);
        }
    }

    private static void AddNoise(Span<double> colour, double[] values, int cells, double x, double y, double strength)
    {
        var (column, row) = ((int)x, (int)y);
        var (dx, dy) = (x - column, y - row);
        (dx, dy) = (dx * dx * (3 - 2 * dx), dy * dy * (3 - 2 * dy));
        var at = 3 * (row * (cells + 1) + column);
        var below = at + 3 * (cells + 1);
        for (var c = 0; c < 3; c++)
        {
            var top = values[at + c] + (values[at + 3 + c] - values[at + c]) * dx;
            var bottom = values[below + c] + (values[below + 3 + c] - values[below + c]) * dx;
            colour[c] += (top + (bottom - top) * dy) * strength;
        }
    }

    private static byte ToByte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
