namespace Metarr.ProviderSimulator.Imaging.Jpeg;

/// <summary>Writes a frame as a file, in one scan (baseline) or in six (progressive).</summary>
internal sealed class JpegWriter
{
    private const int LastCoefficient = 63;

    private readonly JpegFrame frame;
    private readonly EntropyWriter writer;
    private readonly BlockCoder y;
    private readonly BlockCoder cb;
    private readonly BlockCoder cr;

    private JpegWriter(JpegFrame frame)
    {
        this.frame = frame;
        writer = new(4096 + frame.Width * frame.Height / 5);
        (y, cb, cr) = (new(frame.Y, writer), new(frame.Cb, writer), new(frame.Cr, writer));
    }

    public static byte[] Baseline(JpegFrame frame) => new JpegWriter(frame).WriteBaseline();

    public static byte[] Progressive(JpegFrame frame) => new JpegWriter(frame).WriteProgressive();

    private byte[] WriteBaseline()
    {
        writer.WriteRaw(JpegSegments.Header(frame, progressive: false));
        Interleaved(0, LastCoefficient, 0, 0, (coder, block) =>
        {
            coder.WriteMean(block);
            coder.WriteRest(block);
        });
        return Finish();
    }

    /// <summary>Means without their lowest bit, luma's slopes, the colours, luma's texture, the lowest bits.</summary>
    private byte[] WriteProgressive()
    {
        writer.WriteRaw(JpegSegments.Header(frame, progressive: true));
        Interleaved(0, 0, 0, 1, (coder, block) => coder.WriteMean(block, 1));
        Alone(frame.Y, y, 1, TextureBank.FirstCoefficient - 1, (coder, block) => coder.WriteSlopeBand(block));
        Alone(frame.Cb, cb, 1, LastCoefficient, (coder, block) => coder.WriteRest(block));
        Alone(frame.Cr, cr, 1, LastCoefficient, (coder, block) => coder.WriteRest(block));
        Alone(frame.Y, y, TextureBank.FirstCoefficient, LastCoefficient, (coder, block) => coder.WriteTextureBand(block));
        Interleaved(0, 0, 1, 0, (coder, block) => coder.RefineMean(block));
        return Finish();
    }

    /// <summary>All components, MCU by MCU.</summary>
    private void Interleaved(int first, int last, int high, int low, Action<BlockCoder, int> write)
    {
        writer.WriteRaw(JpegSegments.Scan(frame.Components, first, last, high, low));
        foreach (var coder in new[] { y, cb, cr })
            coder.Restart();
        var side = frame.LumaBlocksPerSide;
        var colour = frame.Cb.Blocks;
        for (var row = 0; row < colour.Rows; row++)
        {
            for (var column = 0; column < colour.Columns; column++)
            {
                for (var part = 0; part < side * side; part++)
                    write(y, (row * side + part / side) * frame.Y.Blocks.Columns + column * side + part % side);
                write(cb, row * colour.Columns + column);
                write(cr, row * colour.Columns + column);
            }
        }
        writer.EndScan();
    }

    /// <summary>One component, row by row, without the blocks that only fill up the last MCUs (T.81 A.2.2).</summary>
    private void Alone(FrameComponent component, BlockCoder coder, int first, int last, Action<BlockCoder, int> write)
    {
        writer.WriteRaw(JpegSegments.Scan([component], first, last, 0, 0));
        var pixelsPerBlock = component.Table == 0 ? 8 : 8 * frame.LumaBlocksPerSide;
        var (columns, rows) = (Blocks(frame.Width, pixelsPerBlock), Blocks(frame.Height, pixelsPerBlock));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                write(coder, row * component.Blocks.Columns + column);
        }
        writer.EndScan();
    }

    private static int Blocks(int pixels, int pixelsPerBlock) => (pixels + pixelsPerBlock - 1) / pixelsPerBlock;

    private byte[] Finish()
    {
        writer.WriteRaw(JpegSegments.EndOfImage);
        return writer.ToArray();
    }
}
