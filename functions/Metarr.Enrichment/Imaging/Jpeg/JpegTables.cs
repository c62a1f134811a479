namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Reads the segments that define tables (T.81 B.2.4), as strictly as libjpeg.</summary>
internal static class JpegTables
{
    private const int Tables = 4;
    private const int Coefficients = 64;

    /// <summary>Takes over the Huffman tables of a DHT segment.</summary>
    public static ImageFault? ReadHuffman(ReadOnlySpan<byte> segment, JpegWorkspace workspace)
    {
        while (segment.Length > HuffmanTable.MaxLength)
        {
            var (kind, number) = (segment[0] >> 4, segment[0] & 15);
            var counts = segment.Slice(1, HuffmanTable.MaxLength);
            var total = 0;
            foreach (var count in counts)
                total += count;

            segment = segment[(1 + HuffmanTable.MaxLength)..];
            if (kind > 1 || number >= Tables || total > 256 || total > segment.Length)
                return ImageFault.Corrupt("A Huffman table of the JPEG is malformed.");

            (kind == 0 ? workspace.DcTables : workspace.AcTables)[number].Define(counts, segment[..total]);
            segment = segment[total..];
        }

        return segment.IsEmpty ? null : ImageFault.Corrupt("A Huffman segment of the JPEG has a wrong length.");
    }

    /// <summary>Takes over the DC steps of a DQT segment.</summary>
    public static ImageFault? ReadQuantisation(ReadOnlySpan<byte> segment, JpegWorkspace workspace)
    {
        while (!segment.IsEmpty)
        {
            var (precision, number) = (segment[0] >> 4, segment[0] & 15);
            var length = 1 + Coefficients * (precision + 1);
            if (precision > 1 || number >= Tables || length > segment.Length)
                return ImageFault.Corrupt("A quantisation table of the JPEG is malformed.");

            var step = precision == 0 ? segment[1] : (segment[1] << 8) | segment[2];
            if (step == 0)
                return ImageFault.Corrupt("A quantisation table of the JPEG has a step of 0.");

            workspace.DcSteps[number] = step;
            segment = segment[length..];
        }

        return null;
    }
}
