namespace Metarr.Enrichment.Tests.Imaging.Making;

/// <summary>Writes entropy-coded data of a JPEG: from the high bit, with a zero after each 0xFF.</summary>
internal sealed class BitWriter(Stream output)
{
    private int _bits;
    private int _count;

    public void Put(int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            _bits = (_bits << 1) | ((value >> i) & 1);
            if (++_count == 8)
                Emit();
        }
    }

    public void PadWithOnes()
    {
        while (_count > 0)
            Put(1, 1);
    }

    private void Emit()
    {
        output.WriteByte((byte)_bits);
        if ((byte)_bits == 0xFF)
            output.WriteByte(0);

        (_bits, _count) = (0, 0);
    }
}
