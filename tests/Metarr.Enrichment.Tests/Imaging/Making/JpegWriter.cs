using System.Buffers.Binary;

namespace Metarr.Enrichment.Tests.Imaging.Making;

/// <summary>Writes JPEG files of the kinds that T.81 and its users know.</summary>
internal sealed record JpegWriter
{
    public enum Colours
    {
        YCbCr,
        Grey,
        Rgb,
        Cmyk,
        Ycck,
    }

    public Colours Colour { get; init; }

    /// <summary>Every step of the quantisation tables.</summary>
    public int Step { get; init; } = 8;

    /// <summary>The sampling factors of the first component; the others have 1 and 1.</summary>
    public (int Across, int Down) Sampling { get; init; } = (2, 2);

    public bool IsProgressive { get; init; }

    /// <summary>Whether each component has a scan of its own.</summary>
    public bool IsSeparate { get; init; }

    public int RestartInterval { get; init; }

    public int Precision { get; init; } = 8;

    /// <summary>Whether the height is told after the first scan.</summary>
    public bool HasLateHeight { get; init; }

    /// <summary>The fill bytes before each marker.</summary>
    public int FillBytes { get; init; }

    public bool HasFlatCodes { get; init; }

    public int Orientation { get; init; }

    private bool IsFlat => HasFlatCodes || IsProgressive || Precision > 8;

    private HuffmanCode Dc => IsFlat ? HuffmanCode.FlatDc : HuffmanCode.StandardDc;

    private HuffmanCode Ac => IsFlat ? HuffmanCode.FlatAc : HuffmanCode.StandardAc;

    public byte[] Write(Raster raster)
    {
        var file = new MemoryStream();
        PutMarker(file, 0xD8);
        if (Orientation > 0)
            PutSegment(file, 0xE1, [.. "Exif\0\0"u8, .. Tiff(Orientation)]);
        if (Colour is Colours.Rgb or Colours.Cmyk or Colours.Ycck)
            PutSegment(file, 0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)(Colour == Colours.Ycck ? 2 : 0)]);

        PutSegment(file, 0xDB, [0, .. Enumerable.Repeat((byte)Step, 64)]);
        var components = JpegPlanes.Split(raster, this);
        PutFrame(file, raster, components);
        PutSegment(file, 0xC4, [0x00, .. Dc.Counts, .. Dc.Symbols, 0x10, .. Ac.Counts, .. Ac.Symbols]);
        if (RestartInterval > 0)
            PutSegment(file, 0xDD, [(byte)(RestartInterval >> 8), (byte)RestartInterval]);

        PutScans(file, raster, components);
        PutMarker(file, 0xD9);
        return file.ToArray();
    }

    /// <summary>A TIFF block with an orientation and nothing else.</summary>
    public static byte[] Tiff(int orientation) =>
        [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    private void PutFrame(MemoryStream file, Raster raster, JpegPlanes[] components)
    {
        var header = new List<byte> { (byte)Precision, 0, 0, 0, 0, (byte)components.Length };
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(header);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], (ushort)(HasLateHeight ? 0 : raster.Height));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[3..], (ushort)raster.Width);
        foreach (var (i, component) in components.Index())
            header.AddRange([(byte)(i + 1), (byte)((component.Across << 4) | component.Down), 0]);

        PutSegment(file, (byte)(IsProgressive ? 0xC2 : Precision > 8 ? 0xC1 : 0xC0), [.. header]);
    }

    private void PutScans(MemoryStream file, Raster raster, JpegPlanes[] components)
    {
        var all = Enumerable.Range(0, components.Length).ToArray();
        int[][] groups = IsSeparate ? [.. all.Select(i => new[] { i })] : [all];
        var height = HasLateHeight ? raster.Height : 0;
        foreach (var group in groups)
        {
            PutScan(file, components, group, IsProgressive ? new Band(0, 0, 0, 1) : new Band(0, 63, 0, 0));
            if (height > 0)
                PutSegment(file, 0xDC, [(byte)(height >> 8), (byte)height]);

            height = 0;
        }

        if (!IsProgressive)
            return;

        foreach (var i in all.Reverse())
        {
            PutScan(file, components, [i], new Band(1, 5, 0, 0));
            PutScan(file, components, [i], new Band(6, 63, 0, 0));
        }

        foreach (var group in groups)
            PutScan(file, components, group, new Band(0, 0, 1, 0));
    }

    private void PutScan(MemoryStream file, JpegPlanes[] components, int[] group, Band band)
    {
        var header = new List<byte> { (byte)group.Length };
        foreach (var i in group)
            header.AddRange([(byte)(i + 1), 0]);

        PutSegment(file, 0xDA, [.. header, (byte)band.First, (byte)band.Last, (byte)((band.High << 4) | band.Low)]);
        var bits = new BitWriter(file);
        var predictions = new int[components.Length];
        var (count, restart) = (0, 0);
        foreach (var mcu in JpegPlanes.Mcus(components, group))
        {
            if (RestartInterval > 0 && count == RestartInterval)
            {
                bits.PadWithOnes();
                PutMarker(file, (byte)(0xD0 + restart++ % 8));
                Array.Clear(predictions);
                count = 0;
            }

            foreach (var (component, block) in mcu)
                PutBlock(bits, components[component].Blocks[block], band, ref predictions[component]);

            count++;
        }

        bits.PadWithOnes();
    }

    private void PutBlock(BitWriter bits, int[] block, Band band, ref int prediction)
    {
        if (band.High > 0)
        {
            bits.Put((block[0] >> band.Low) & 1, 1);
            return;
        }

        if (band.First == 0)
        {
            var dc = block[0] >> band.Low;
            Dc.PutValue(bits, 0, dc - prediction);
            prediction = dc;
        }

        var run = 0;
        for (var k = Math.Max(1, band.First); k <= band.Last; k++)
        {
            if (block[k] == 0)
            {
                run++;
                continue;
            }

            for (; run > 15; run -= 16)
                Ac.Put(bits, 0xF0);

            Ac.PutValue(bits, run, block[k]);
            run = 0;
        }

        if (run > 0)
            Ac.Put(bits, 0);
    }

    private void PutMarker(MemoryStream file, byte marker)
    {
        for (var i = 0; i <= (marker == 0xD8 ? 0 : FillBytes); i++)
            file.WriteByte(0xFF);

        file.WriteByte(marker);
    }

    private void PutSegment(MemoryStream file, byte marker, byte[] content)
    {
        PutMarker(file, marker);
        file.Write([(byte)((content.Length + 2) >> 8), (byte)(content.Length + 2)]);
        file.Write(content);
    }

    private sealed record Band(int First, int Last, int High, int Low);
}
