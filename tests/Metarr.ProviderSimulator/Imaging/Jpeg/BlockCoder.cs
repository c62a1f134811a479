namespace Metarr.ProviderSimulator.Imaging.Jpeg;

/// <summary>Writes the blocks of one component into a scan; remembers the last mean, from which the next differs.</summary>
internal sealed class BlockCoder
{
    private const int EndOfBlock = 0x00;
    private const int TableHalf = 64;

    private readonly FrameComponent component;
    private readonly EntropyWriter writer;
    private readonly BitRun[] slopesAfterNone;
    private readonly BitRun[] slopesAfterZero;
    private int lastMean;

    public BlockCoder(FrameComponent component, EntropyWriter writer)
    {
        (this.component, this.writer) = (component, writer);
        slopesAfterNone = Slopes(component.Ac, 0);
        slopesAfterZero = Slopes(component.Ac, 1);
    }

    /// <summary>A new scan starts from a mean of zero.</summary>
    public void Restart() => lastMean = 0;

    /// <summary>The mean, less its <paramref name="low"/> lowest bits.</summary>
    public void WriteMean(int block, int low = 0)
    {
        var mean = component.Blocks.Dc[block] >> low;
        writer.Append(component.Dc.Difference(mean - lastMean));
        lastMean = mean;
    }

    /// <summary>The lowest bit of the mean, which the first scan left out.</summary>
    public void RefineMean(int block) => writer.Append(new((ulong)(component.Blocks.Dc[block] & 1), 1));

    /// <summary>Slopes and texture: all coefficients but the mean.</summary>
    public void WriteRest(int block)
    {
        var zeros = WriteSlopes(block);
        component.Textures.Append(writer, component.Blocks.Texture[block], zeros);
    }

    /// <summary>The two slopes as a band of their own.</summary>
    public void WriteSlopeBand(int block)
    {
        if (WriteSlopes(block) > 0)
            writer.Append(component.Ac.Symbol(EndOfBlock));
    }

    /// <summary>The texture as a band of its own.</summary>
    public void WriteTextureBand(int block) => component.Textures.Append(writer, component.Blocks.Texture[block], 0);

    private static BitRun[] Slopes(HuffmanTable table, int run)
    {
        var codes = new BitRun[TableHalf * 2];
        for (var value = 1 - TableHalf; value < TableHalf; value++)
        {
            if (value != 0)
                codes[value + TableHalf] = table.Coefficient(run, value);
        }
        return codes;
    }

    /// <summary>Returns how many zeros are still to be told.</summary>
    private int WriteSlopes(int block)
    {
        var zeros = 1;
        var (across, down) = (component.Blocks.SlopeX[block], component.Blocks.SlopeY[block]);
        if (across != 0)
        {
            writer.Append(slopesAfterNone[across + TableHalf]);
            zeros = 0;
        }
        if (down == 0)
            return zeros + 1;
        writer.Append((zeros == 0 ? slopesAfterNone : slopesAfterZero)[down + TableHalf]);
        return 0;
    }
}
