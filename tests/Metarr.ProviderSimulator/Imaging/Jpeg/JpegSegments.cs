namespace Metarr.ProviderSimulator.Imaging.Jpeg;

/// <summary>The marker segments of a file (T.81 annex B).</summary>
internal static class JpegSegments
{
    public static ReadOnlySpan<byte> EndOfImage => [0xFF, 0xD9];

    /// <summary>Everything before the first scan.</summary>
    public static byte[] Header(JpegFrame frame, bool progressive) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, [(byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
        .. Segment(0xDB, [0, .. frame.Y.Divisors, 1, .. frame.Cb.Divisors]),
        .. Segment(progressive ? (byte)0xC2 : (byte)0xC0, FrameHeader(frame)),
        .. Segment(0xC4, [.. Table(0x00, frame.Y.Dc), .. Table(0x10, frame.Y.Ac)]),
        .. Segment(0xC4, [.. Table(0x01, frame.Cb.Dc), .. Table(0x11, frame.Cb.Ac)]),
    ];

    /// <summary>SOS for some components, a band of coefficients and the bits of precision (successive approximation).</summary>
    public static byte[] Scan(IReadOnlyList<FrameComponent> components, int first, int last, int high, int low) => Segment(0xDA,
    [
        (byte)components.Count,
        .. components.SelectMany(component => new[] { (byte)component.Id, (byte)(component.Table * 0x11) }),
        (byte)first, (byte)last, (byte)((high << 4) | low),
    ]);

    private static byte[] FrameHeader(JpegFrame frame)
    {
        var sampling = (byte)(frame.LumaBlocksPerSide * 0x11);
        return
        [
            8, (byte)(frame.Height >> 8), (byte)frame.Height, (byte)(frame.Width >> 8), (byte)frame.Width, 3,
            (byte)frame.Y.Id, sampling, 0, (byte)frame.Cb.Id, 0x11, 1, (byte)frame.Cr.Id, 0x11, 1,
        ];
    }

    private static byte[] Table(byte slot, HuffmanTable table) => [slot, .. table.Bits, .. table.Values];

    private static byte[] Segment(byte marker, byte[] content)
    {
        var length = content.Length + 2;
        return [0xFF, marker, (byte)(length >> 8), (byte)length, .. content];
    }
}
