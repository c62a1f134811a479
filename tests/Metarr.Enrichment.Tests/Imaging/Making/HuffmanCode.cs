namespace Metarr.Enrichment.Tests.Imaging.Making;

/// <summary>A Huffman code for writing: those of T.81 annex K, or a flat one that has every symbol.</summary>
internal sealed class HuffmanCode
{
    private readonly Dictionary<byte, (int Code, int Length)> codes = [];

    private HuffmanCode(byte[] counts, byte[] symbols)
    {
        (Counts, Symbols) = (counts, symbols);
        var (code, index) = (0, 0);
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var i = 0; i < counts[length - 1]; i++)
                codes[symbols[index++]] = (code++, length);
        }
    }

    public byte[] Counts { get; }

    public byte[] Symbols { get; }

    public static HuffmanCode StandardDc { get; } = new([0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], [.. Enumerable.Range(0, 12).Select(i => (byte)i)]);

    public static HuffmanCode StandardAc { get; } = new(
        [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D],
        Convert.FromHexString(
            "01020300041105122131410613516107227114328191A1082342B1C11552D1F02433627282090A161718191A25262728292A3435363738393A434445464748494A"
            + "535455565758595A636465666768696A737475767778797A838485868788898A92939495969798999AA2A3A4A5A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5"
            + "C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8F9FA"));

    public static HuffmanCode FlatDc { get; } = new([0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [.. Enumerable.Range(0, 16).Select(i => (byte)i)]);

    public static HuffmanCode FlatAc { get; } = new([0, 0, 0, 0, 0, 0, 0, 0, 255, 1, 0, 0, 0, 0, 0, 0], [.. Enumerable.Range(0, 256).Select(i => (byte)i)]);

    public void Put(BitWriter bits, int symbol)
    {
        var (code, length) = codes[(byte)symbol];
        bits.Put(code, length);
    }

    /// <summary>Writes a symbol made of a run and a size, and the value's extra bits.</summary>
    public void PutValue(BitWriter bits, int run, int value)
    {
        var size = SizeOf(value);
        Put(bits, (run << 4) | size);
        bits.Put(value >= 0 ? value : value + (1 << size) - 1, size);
    }

    private static int SizeOf(int value) => 32 - int.LeadingZeroCount(Math.Abs(value));
}
