namespace Metarr.Enrichment.Tests.Imaging.Making;

/// <summary>Writes entropy-coded data of a JPEG: from the high bit, with a zero after each 0xFF.</summary>
internal sealed class BitWriter(Stream output)
{
    private int bits;
    private int count;

    public void Put(int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            bits = (bits << 1) | ((value >> i) & 1);
            if (++this.count == 8)
                Emit();
        }
    }

    public void PadWithOnes()
    {
        while (count > 0)
            Put(1, 1);
    }

    private void Emit()
    {
        output.WriteByte((byte)bits);
        if ((byte)bits == 0xFF)
            output.WriteByte(0);

        (bits, count) = (0, 0);
    }
}
