using System.Buffers.Binary;
using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging.Png;

/// <summary>Reads the pixels of unfiltered rows, whatever their format.</summary>
internal readonly ref struct PngPixels
{
    private const int Colours = 256;

    private readonly PngHeader header;
    private readonly ReadOnlySpan<byte> key;
    private readonly Span<int> lumas;
    private readonly Span<int> alphas;
    private readonly bool isLookedUp;

    /// <param name="header">The picture's format.</param>
    /// <param name="palette">The data of the PLTE chunk; empty without one.</param>
    /// <param name="transparency">The data of the tRNS chunk; empty without one.</param>
    /// <param name="table">Room for twice 256 numbers.</param>
    public PngPixels(PngHeader header, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency, Span<int> table)
    {
        this.header = header;
        key = header.Colour is PngColour.Palette || header.HasAlphaChannel ? default : transparency;
        lumas = table[..Colours];
        alphas = table.Slice(Colours, Colours);
        isLookedUp = header.Channels == 1 && header.BitDepth <= 8;
        HasAlpha = header.HasAlphaChannel || !transparency.IsEmpty;
        if (header.Colour == PngColour.Palette)
            FillPalette(palette, transparency);
        else if (isLookedUp)
            FillGreys();
    }

    /// <summary>Whether pixels can be transparent.</summary>
    public bool HasAlpha { get; }

    /// <summary>Converts a row; a row of 16-bit samples is changed.</summary>
    /// <param name="row">The unfiltered row.</param>
    /// <param name="samples">Where luma goes, one for each pixel.</param>
    /// <param name="alphas">Where alpha goes, if <see cref="HasAlpha"/>.</param>
    public void Convert(Span<byte> row, Span<int> samples, Span<int> alphas)
    {
        if (isLookedUp)
        {
            LookUp(row, samples, alphas);
            return;
        }

        if (HasAlpha && !header.HasAlphaChannel)
        {
            ConvertKeyed(row, samples, alphas);
            return;
        }

        if (header.BitDepth == 16)
            TakeHighBytes(row, samples.Length * header.Channels);

        switch (header.Colour)
        {
            case PngColour.Rgb:
                PixelSamples.FromRgb(row, samples);
                break;
            case PngColour.Rgba:
                PixelSamples.FromRgba(row, samples, alphas);
                break;
            default:
                ConvertGrey(row, samples, alphas);
                break;
        }
    }

    private void FillPalette(ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency)
    {
        // An index past the palette is an error that viewers show as black.
        for (var i = 0; i < Colours; i++)
        {
            var isThere = 3 * i + 2 < palette.Length;
            alphas[i] = i < transparency.Length ? transparency[i] : PixelSamples.Opaque;
            lumas[i] = isThere
                ? PixelSamples.Of(palette[3 * i], palette[3 * i + 1], palette[3 * i + 2], alphas[i])
                : PixelSamples.Of(0, 0, 0, alphas[i]);
        }
    }

    private void FillGreys()
    {
        var most = (1 << header.BitDepth) - 1;
        for (var i = 0; i <= most; i++)
        {
            var level = i * 255 / most;
            alphas[i] = !key.IsEmpty && BinaryPrimitives.ReadUInt16BigEndian(key) == i ? 0 : PixelSamples.Opaque;
            lumas[i] = PixelSamples.Of(level, level, level, alphas[i]);
        }
    }

    private void LookUp(ReadOnlySpan<byte> row, Span<int> samples, Span<int> alphas)
    {
        var depth = header.BitDepth;
        var mask = (1 << depth) - 1;
        for (var i = 0; i < samples.Length; i++)
        {
            var bit = i * depth;
            var index = (row[bit >> 3] >> (8 - depth - (bit & 7))) & mask;
            samples[i] = lumas[index];
            if (HasAlpha)
                alphas[i] = this.alphas[index];
        }
    }

    // One colour is transparent, compared in all of its bits.
    private void ConvertKeyed(ReadOnlySpan<byte> row, Span<int> samples, Span<int> alphas)
    {
        var (channels, bytes) = (header.Channels, header.BitDepth / 8);
        for (var i = 0; i < samples.Length; i++, row = row[(channels * bytes)..])
        {
            var isKey = true;
            for (var c = 0; c < channels; c++)
            {
                var value = bytes == 1 ? row[c] : BinaryPrimitives.ReadUInt16BigEndian(row[(2 * c)..]);
                isKey &= value == BinaryPrimitives.ReadUInt16BigEndian(key[(2 * c)..]);
            }

            alphas[i] = isKey ? 0 : PixelSamples.Opaque;
            var (second, third) = channels == 1 ? (0, 0) : (bytes, 2 * bytes);
            samples[i] = PixelSamples.Of(row[0], row[second], row[third], alphas[i]);
        }
    }

    private void ConvertGrey(ReadOnlySpan<byte> row, Span<int> samples, Span<int> alphas)
    {
        var channels = header.Channels;
        for (var i = 0; i < samples.Length; i++)
        {
            var level = row[i * channels];
            var alpha = HasAlpha ? row[i * channels + 1] : PixelSamples.Opaque;
            samples[i] = PixelSamples.Of(level, level, level, alpha);
            if (HasAlpha)
                alphas[i] = alpha;
        }
    }

    private static void TakeHighBytes(Span<byte> row, int count)
    {
        for (var i = 0; i < count; i++)
            row[i] = row[2 * i];
    }
}
