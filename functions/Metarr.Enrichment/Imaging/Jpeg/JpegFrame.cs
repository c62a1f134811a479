using System.Runtime.CompilerServices;

namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>The frame header (T.81 B.2.2): what the picture is made of.</summary>
internal struct JpegFrame
{
    /// <summary>Components by their order in the header.</summary>
    [InlineArray(4)]
    public struct ComponentArray
    {
        private JpegComponent first;
    }

    public bool IsProgressive;
    public int Precision;
    public int Width;
    public int Height;
    public int ComponentCount;
    public int MaxHorizontal;
    public int MaxVertical;
    public ComponentArray Components;

    /// <summary>The MCUs of an interleaved scan, across and down.</summary>
    public readonly int McusAcross => DivideUp(Width, 8 * MaxHorizontal);

    /// <inheritdoc cref="McusAcross"/>
    public readonly int McusDown => DivideUp(Height, 8 * MaxVertical);

    /// <summary>The blocks whose DC is kept.</summary>
    public int BlockCount;

    /// <summary>Reads the parameters of a SOF segment; the height may be 0 until a DNL segment tells it.</summary>
    public static ImageFault? Read(byte marker, ReadOnlySpan<byte> segment, out JpegFrame frame)
    {
        frame = default;
        if (marker is not (JpegMarker.Sof0 or JpegMarker.Sof1 or JpegMarker.Sof2))
            return ImageFault.Unsupported($"The JPEG uses {ProcessName(marker)}.");
        if (segment.Length < 6 || segment.Length != 6 + 3 * segment[5])
            return ImageFault.Corrupt("The JPEG frame header has a wrong length.");

        frame.IsProgressive = marker == JpegMarker.Sof2;
        frame.Precision = segment[0];
        frame.Height = (segment[1] << 8) | segment[2];
        frame.Width = (segment[3] << 8) | segment[4];
        frame.ComponentCount = segment[5];
        if (frame.Width == 0)
            return ImageFault.Corrupt("The JPEG has a width of 0.");
        if (frame.Precision != 8 && (frame.Precision != 12 || marker == JpegMarker.Sof0))
            return ImageFault.Unsupported($"The JPEG has {frame.Precision} bits a sample.");
        if (frame.ComponentCount is not (1 or 3 or 4))
            return ImageFault.Unsupported($"The JPEG has {frame.ComponentCount} components.");

        return frame.ReadComponents(segment[6..]);
    }

    /// <summary>Lays out the blocks of every component, once the height is known.</summary>
    public void LayOut()
    {
        BlockCount = 0;
        for (var i = 0; i < ComponentCount; i++)
        {
            ref var component = ref Components[i];
            component.BlocksAcross = DivideUp(DivideUp(Width * component.Horizontal, MaxHorizontal), 8);
            component.BlocksDown = DivideUp(DivideUp(Height * component.Vertical, MaxVertical), 8);
            component.Stride = McusAcross * component.Horizontal;
            component.Rows = McusDown * component.Vertical;
            component.Offset = BlockCount;
            BlockCount += component.IsNeeded ? component.Stride * component.Rows : 0;
        }
    }

    private ImageFault? ReadComponents(ReadOnlySpan<byte> parameters)
    {
        for (var i = 0; i < ComponentCount; i++)
        {
            ref var component = ref Components[i];
            component.Id = parameters[3 * i];
            component.Horizontal = (byte)(parameters[3 * i + 1] >> 4);
            component.Vertical = (byte)(parameters[3 * i + 1] & 15);
            component.QuantisationTable = parameters[3 * i + 2];
            if (component.Horizontal is < 1 or > 4 || component.Vertical is < 1 or > 4 || component.QuantisationTable > 3)
                return ImageFault.Corrupt("The JPEG frame header describes an impossible component.");

            MaxHorizontal = Math.Max(MaxHorizontal, component.Horizontal);
            MaxVertical = Math.Max(MaxVertical, component.Vertical);
            for (var j = 0; j < i; j++)
            {
                if (Components[j].Id == component.Id)
                    return ImageFault.Corrupt("Two components of the JPEG have the same identifier.");
            }
        }

        return null;
    }

    private static string ProcessName(byte marker) => marker switch
    {
        0xC3 => "lossless coding (SOF3)",
        0xC5 or 0xC6 => $"hierarchical coding (SOF{marker - 0xC0})",
        0xC7 => "hierarchical lossless coding (SOF7)",
        0xCB or 0xCF => $"lossless arithmetic coding (SOF{marker - 0xC0})",
        _ => $"arithmetic coding (SOF{marker - 0xC0})",
    };

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
