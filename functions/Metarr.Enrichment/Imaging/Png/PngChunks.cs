using System.Buffers;
using System.Buffers.Binary;
using Metarr.Enrichment.Imaging.Hashing;
using Metarr.Enrichment.Imaging.Jpeg;

namespace Metarr.Enrichment.Imaging.Png;

/// <summary>Walks over the chunks of a PNG (PNG 3rd edition, clause 5), checks them, and gathers what a picture is made of.</summary>
internal ref struct PngChunks
{
    private const int Overhead = 12;
    private const int MaxPalette = 3 * 256;

    private static readonly SearchValues<byte> ChunkLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private readonly ReadOnlySpan<byte> file;
    private readonly ImageLimits limits;
    private readonly byte[] data;
    private PngHeader header;
    private bool hasHeader;
    private bool hasOtherAfterData;

    /// <param name="file">The whole file.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="data">Room for all image data and the padding that <see cref="Inflater"/> wants.</param>
    public PngChunks(ReadOnlySpan<byte> file, ImageLimits limits, byte[] data)
    {
        this.file = file;
        this.limits = limits;
        this.data = data;
        Orientation = Orientation.Upright;
    }

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public readonly PngHeader Header => header;

    public ReadOnlySpan<byte> Palette { get; private set; }

    public ReadOnlySpan<byte> Transparency { get; private set; }

    public Orientation Orientation { get; private set; }

    /// <summary>The bytes of image data that were gathered.</summary>
    public int DataLength { get; private set; }

    /// <summary>Reads all chunks up to IEND; what follows it is no concern of the picture.</summary>
    public ImageFault? Read()
    {
        var rest = file[Signature.Length..];
        for (var chunks = 0; chunks < limits.MaxSegments; chunks++)
        {
            if (rest.Length < Overhead)
                return ImageFault.Truncated("The PNG ends before its end chunk.");

            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var type = rest.Slice(4, 4);
            if (length > int.MaxValue || type.ContainsAnyExcept(ChunkLetters))
                return ImageFault.Corrupt("A chunk of the PNG is malformed.");
            if (length > rest.Length - Overhead)
                return ImageFault.Truncated("The PNG ends within a chunk.");

            var data = rest.Slice(8, (int)length);
            if (Crc32.Compute(rest.Slice(4, 4 + data.Length)) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + data.Length)..]))
                return ImageFault.Corrupt("A chunk of the PNG fails its checksum.");
            if (type.SequenceEqual("IEND"u8))
                return CheckComplete();

            var fault = ReadChunk(type, data);
            if (fault is not null)
                return fault;

            rest = rest[(Overhead + data.Length)..];
        }

        return ImageFault.TooLarge($"The PNG has more than {limits.MaxSegments} chunks.");
    }

    private ImageFault? ReadChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var isHeader = type.SequenceEqual("IHDR"u8);
        if (isHeader == hasHeader)
            return ImageFault.Corrupt("The PNG has no header chunk where it must stand.");
        if (isHeader)
        {
            hasHeader = true;
            return PngHeader.Read(data, limits, out header);
        }

        if (type.SequenceEqual("IDAT"u8))
            return TakeData(data);

        hasOtherAfterData = DataLength > 0;
        if (type.SequenceEqual("PLTE"u8))
            return TakePalette(data);
        if (type.SequenceEqual("tRNS"u8))
            return TakeTransparency(data);
        if (type.SequenceEqual("eXIf"u8))
            Orientation = ExifReader.ReadTiff(data);

        // The fifth bit of the first letter tells whether a reader may pass a chunk over (5.4).
        return (type[0] & 32) != 0 ? null : ImageFault.Unsupported("The PNG has a critical chunk that is not known.");
    }

    private ImageFault? TakeData(ReadOnlySpan<byte> data)
    {
        if (hasOtherAfterData)
            return ImageFault.Corrupt("The image data of the PNG are torn apart.");

        data.CopyTo(this.data.AsSpan(DataLength));
        DataLength += data.Length;
        return null;
    }

    private ImageFault? TakePalette(ReadOnlySpan<byte> data)
    {
        if (data.Length is 0 or > MaxPalette || data.Length % 3 != 0 || !Palette.IsEmpty || DataLength > 0)
            return ImageFault.Corrupt("The palette of the PNG is malformed.");

        Palette = data;
        return null;
    }

    private ImageFault? TakeTransparency(ReadOnlySpan<byte> data)
    {
        var isValid = header.Colour switch
        {
            PngColour.Grey => data.Length == 2,
            PngColour.Rgb => data.Length == 6,
            PngColour.Palette => data.Length > 0 && data.Length <= Palette.Length / 3,
            _ => false,
        };
        if (!isValid || DataLength > 0)
            return ImageFault.Corrupt("The transparency of the PNG is malformed.");

        Transparency = data;
        return null;
    }

    private ImageFault? CheckComplete()
    {
        if (!hasHeader || DataLength == 0)
            return ImageFault.Corrupt("The PNG has no picture.");
        if (header.Colour == PngColour.Palette && Palette.IsEmpty)
            return ImageFault.Corrupt("The PNG lacks its palette.");

        data.AsSpan(DataLength, Inflater.InputPadding).Clear();
        var allowed = Math.Max(limits.FreeInflateBytes, (long)DataLength * limits.MaxInflateRatio);
        return header.InflatedBytes > allowed
            ? ImageFault.TooLarge($"The PNG packs {header.InflatedBytes} bytes into {DataLength}, which no picture needs.")
            : null;
    }
}
