namespace Metarr.Enrichment.Tests.Imaging.Making;

/// <summary>Writes a progressive JPEG whose scans cost a decoder far more than they cost in the file.</summary>
internal static class ScanBomb
{
    /// <summary>A flat grey picture with one DC scan and many AC scans that hold nothing but ends of bands.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="scans">How many AC scans.</param>
    /// <param name="isDecodable">Whether the file has the table that the AC scans name.</param>
    public static byte[] Write(int width, int height, int scans, bool isDecodable = true)
    {
        var file = new MemoryStream();
        var blocks = (width + 7) / 8 * ((height + 7) / 8);
        file.Write([0xFF, 0xD8]);
        Segment(file, 0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);
        Segment(file, 0xC2, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]);

        // One code of one bit each: a difference of 0, and a run of 32767 ended bands with its 14 extra bits.
        Segment(file, 0xC4, [0x00, 1, .. new byte[15], 0x00]);
        if (isDecodable)
            Segment(file, 0xC4, [0x10, 1, .. new byte[15], 0xE0]);
        Segment(file, 0xDA, [1, 1, 0, 0, 0, 0]);
        file.Write(new byte[blocks / 8]);
        Pad(file, blocks % 8);
        for (var scan = 0; scan < scans; scan++)
        {
            Segment(file, 0xDA, [1, 1, 0, (byte)(scan % 63 + 1), (byte)(scan % 63 + 1), 0]);
            var bits = new BitWriter(file);
            for (var run = blocks; run > 0; run -= (1 << 15) - 1)
                bits.Put((1 << 14) - 1, 15);

            bits.PadWithOnes();
        }

        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }

    private static void Pad(MemoryStream file, int bits)
    {
        if (bits > 0)
            file.WriteByte((byte)(0xFF >> bits));
    }

    private static void Segment(MemoryStream file, byte marker, byte[] content)
    {
        file.Write([0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2)]);
        file.Write(content);
    }
}
