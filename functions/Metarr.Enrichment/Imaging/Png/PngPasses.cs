using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging.Png;

/// <summary>Takes the inflated rows of every pass and adds their pixels to the averages.</summary>
internal ref struct PngPasses
{
    public PngHeader Header;
    public Inflater Inflater;
    public PngPixels Pixels;
    public AreaGrid Luma;
    public AreaGrid Alpha;

    /// <summary>Room for two rows, each with <see cref="PngFilter.Padding"/>.</summary>
    public Span<byte> Rows;

    /// <summary>Room for two numbers a pixel of a row.</summary>
    public Span<int> Samples;

    /// <summary>Reads all rows.</summary>
    public ImageFault? ReadAll()
    {
        foreach (var pass in Adam7.Passes(Header.IsInterlaced))
        {
            var fault = pass.Across(Header.Width) > 0 ? ReadPass(pass) : null;
            if (fault is not null)
                return fault;
        }

        return null;
    }

    private ImageFault? ReadPass(Adam7 pass)
    {
        var across = pass.Across(Header.Width);
        var length = Header.RowBytes(across);
        var row = Rows[..(length + PngFilter.Padding)];
        var above = Rows.Slice(row.Length, row.Length);
        above.Clear();
        for (int i = 0, count = pass.Down(Header.Height); i < count; i++)
        {
            var fault = Inflater.Require(length + 1);
            if (fault is not null)
                return fault;

            var stored = Inflater.Peek(1 + length + PngFilter.Padding);
            if (!PngFilter.Undo(stored[0], stored[1..], row, above, length, Header.FilterDistance))
                return ImageFault.Corrupt("The PNG names a row filter that does not exist.");

            Inflater.Consume(length + 1);

            // 16-bit rows are halved in place below, and the next row's filter still needs them whole.
            var pixels = row;
            if (Header.BitDepth == 16)
            {
                row.CopyTo(above);
                Add(pass, i, pixels[..length], across);
                continue;
            }

            Add(pass, i, pixels[..length], across);
            row = above;
            above = pixels;
        }

        return null;
    }

    private void Add(Adam7 pass, int index, Span<byte> row, int across)
    {
        var samples = Samples[..across];
        var alphas = Samples.Slice(across, across);
        Pixels.Convert(row, samples, alphas);
        var y = pass.FirstY + index * pass.StepY;
        if (pass.StepX == 1)
        {
            Luma.AddRow(y, samples);
            if (Pixels.HasAlpha)
                Alpha.AddRow(y, alphas);
        }
        else
        {
            Luma.AddSparseRow(y, samples, pass.FirstX, pass.StepX);
            if (Pixels.HasAlpha)
                Alpha.AddSparseRow(y, alphas, pass.FirstX, pass.StepX);
        }
    }
}
