using System.Buffers;
using System.Runtime.CompilerServices;
using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging.Png;

/// <summary>Reads a PNG row by row into its 32x32 averages; no more than two rows are ever held.</summary>
internal static class PngReader
{
    // Enough that the window seldom slides, little enough to stay in the processor's cache.
    private const int WindowBytes = 256 * 1024;

    /// <summary>Reads the file.</summary>
    public static ImageFault? Read(ReadOnlySpan<byte> file, ImageLimits limits, out Picture picture)
    {
        var data = ArrayPool<byte>.Shared.Rent(file.Length + Inflater.InputPadding);
        var chunks = new PngChunks(file, limits, data);
        picture = default;
        var fault = chunks.Read() ?? ReadPicture(in chunks, data, out picture);
        ArrayPool<byte>.Shared.Return(data);
        return fault;
    }

    [SkipLocalsInit]
    private static ImageFault? ReadPicture(ref readonly PngChunks chunks, byte[] data, out Picture picture)
    {
        picture = default;
        var header = chunks.Header;
        var rowBytes = header.RowBytes(header.Width);
        var window = ArrayPool<byte>.Shared.Rent(Math.Max(WindowBytes, Inflater.History + Inflater.OutputSlack + 2 * (rowBytes + 1)));
        var rows = ArrayPool<byte>.Shared.Rent(2 * (rowBytes + PngFilter.Padding));
        var samples = ArrayPool<int>.Shared.Rent(4 * header.Width);
        using var workspace = PngWorkspace.Rent();

        Span<int> table = stackalloc int[512];
        Span<ulong> lumaCells = stackalloc ulong[AreaGrid.Size];
        Span<ulong> alphaCells = stackalloc ulong[AreaGrid.Size];
        var across = AreaAxis.ForPixels(header.Width);
        var down = AreaAxis.ForPixels(header.Height);
        var pass = new PngPasses
        {
            Header = header,
            Inflater = workspace.Inflater,
            Pixels = new PngPixels(header, chunks.Palette, chunks.Transparency, table),
            Luma = new AreaGrid(lumaCells, samples.AsSpan(2 * header.Width, header.Width), across, down),
            Alpha = new AreaGrid(alphaCells, samples.AsSpan(3 * header.Width, header.Width), across, down),
            Rows = rows,
            Samples = samples.AsSpan(0, 2 * header.Width),
        };
        var fault = workspace.Inflater.Open(data, chunks.DataLength, window) ?? pass.ReadAll();
        if (fault is null)
            picture = MakePicture(in chunks, ref pass);

        ArrayPool<int>.Shared.Return(samples);
        ArrayPool<byte>.Shared.Return(rows);
        ArrayPool<byte>.Shared.Return(window);
        return fault;
    }

    [SkipLocalsInit]
    private static Picture MakePicture(ref readonly PngChunks chunks, ref PngPasses pass)
    {
        Span<double> luma = stackalloc double[AreaGrid.Size];
        Span<double> alpha = stackalloc double[AreaGrid.Size];
        pass.Luma.WriteAverages(luma, PixelSamples.Unit);
        pass.Alpha.WriteAverages(alpha, 1);
        return new Picture
        {
            Width = chunks.Header.Width,
            Height = chunks.Header.Height,
            HasAlpha = pass.Pixels.HasAlpha,
            IsProgressive = chunks.Header.IsInterlaced,
            Orientation = chunks.Orientation,
            Fingerprint = Fingerprint.Of(luma, pass.Pixels.HasAlpha ? alpha : default, chunks.Orientation),
        };
    }
}
