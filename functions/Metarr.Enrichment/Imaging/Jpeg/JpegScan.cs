using System.Runtime.CompilerServices;

namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>A scan header (T.81 B.2.3).</summary>
internal struct JpegScan
{
    /// <summary>A component's part in a scan.</summary>
    /// <param name="Component">Its place in the frame.</param>
    /// <param name="DcTable">The number of its DC table.</param>
    /// <param name="AcTable">The number of its AC table.</param>
    public readonly record struct Part(int Component, int DcTable, int AcTable);

    [InlineArray(4)]
    public struct PartArray
    {
        private Part first;
    }

    // The most data units of an interleaved MCU (B.2.3).
    private const int MaxBlocks = 10;

    public int Count;
    public PartArray Parts;
    public int SpectralStart, SpectralEnd;
    public int HighBit, LowBit;

    /// <summary>Whether the scan holds DC coefficients.</summary>
    public readonly bool HasDc => SpectralStart == 0;

    /// <summary>Whether the scan adds a bit to coefficients that an earlier one began.</summary>
    public readonly bool IsRefinement => HighBit != 0;

    /// <summary>Reads the parameters of a SOS segment and checks them against the frame.</summary>
    public static ImageFault? Read(ReadOnlySpan<byte> segment, ref readonly JpegFrame frame, out JpegScan scan)
    {
        scan = default;
        if (segment.Length < 1 || segment[0] is < 1 or > 4 || segment.Length != 4 + 2 * segment[0])
            return ImageFault.Corrupt("A JPEG scan header has a wrong length.");

        scan.Count = segment[0];
        var blocks = 0;
        for (var i = 0; i < scan.Count; i++)
        {
            var component = IndexOf(segment[1 + 2 * i], in frame);
            if (component < 0 || (i > 0 && component <= scan.Parts[i - 1].Component))
                return ImageFault.Corrupt("A JPEG scan names a component that the frame lacks, or names them out of order.");

            var tables = segment[2 + 2 * i];
            scan.Parts[i] = new Part(component, tables >> 4, tables & 15);
            if (tables >> 4 > 3 || (tables & 15) > 3)
                return ImageFault.Corrupt("A JPEG scan names an impossible table.");

            blocks += frame.Components[component].Horizontal * frame.Components[component].Vertical;
        }

        if (scan.Count > 1 && blocks > MaxBlocks)
            return ImageFault.Corrupt("A JPEG scan interleaves too many blocks.");

        return scan.ReadProgression(segment[^3..], frame.IsProgressive);
    }

    private ImageFault? ReadProgression(ReadOnlySpan<byte> parameters, bool isProgressive)
    {
        SpectralStart = parameters[0];
        SpectralEnd = parameters[1];
        HighBit = parameters[2] >> 4;
        LowBit = parameters[2] & 15;
        if (!isProgressive)
        {
            // Some encoders write nonsense here for sequential files; libjpeg warns and goes on, and nothing depends on it.
            (SpectralStart, SpectralEnd, HighBit, LowBit) = (0, 63, 0, 0);
            return null;
        }

        var isValid = SpectralStart == 0
            ? SpectralEnd == 0
            : SpectralEnd >= SpectralStart && SpectralEnd <= 63 && Count == 1;
        return isValid && LowBit <= 13 && (HighBit == 0 || LowBit == HighBit - 1)
            ? null
            : ImageFault.Corrupt("A JPEG scan has impossible progression parameters.");
    }

    private static int IndexOf(byte id, ref readonly JpegFrame frame)
    {
        for (var i = 0; i < frame.ComponentCount; i++)
        {
            if (frame.Components[i].Id == id)
                return i;
        }

        return -1;
    }
}
