namespace Metarr.ProviderSimulator.Imaging.Jpeg;

/// <summary>Codes of one Huffman table, by symbol (ITU-T T.81, annex C), and the four typical tables of annex K.3.</summary>
internal sealed class HuffmanTable
{
    private readonly uint[] codes = new uint[256];
    private readonly byte[] lengths = new byte[256];

    private HuffmanTable(byte[] bits, byte[] values)
    {
        (Bits, Values) = (bits, values);
        var code = 0u;
        var next = 0;
        for (var length = 1; length <= 16; length++)
        {
            for (var i = 0; i < bits[length - 1]; i++)
            {
                codes[values[next]] = code++;
                lengths[values[next++]] = (byte)length;
            }
            code <<= 1;
        }
    }

    public static HuffmanTable LumaDc { get; } = new([0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], Counting(12));

    public static HuffmanTable ChromaDc { get; } = new([0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], Counting(12));

    public static HuffmanTable LumaAc { get; } = new([0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D], Convert.FromHexString(
        "0102030004110512213141061351610722711432" +
        "8191A1082342B1C11552D1F02433627282090A16" +
        "1718191A25262728292A3435363738393A434445" +
        "464748494A535455565758595A63646566676869" +
        "6A737475767778797A838485868788898A929394" +
        "95969798999AA2A3A4A5A6A7A8A9AAB2B3B4B5B6" +
        "B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8" +
        "D9DAE1E2E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8" +
        "F9FA"));

    public static HuffmanTable ChromaAc { get; } = new([0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77], Convert.FromHexString(
        "0001020311040521310612415107617113223281" +
        "08144291A1B1C109233352F0156272D10A162434" +
        "E125F11718191A262728292A35363738393A4344" +
        "45464748494A535455565758595A636465666768" +
        "696A737475767778797A82838485868788898A92" +
        "939495969798999AA2A3A4A5A6A7A8A9AAB2B3B4" +
        "B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6" +
        "D7D8D9DAE2E3E4E5E6E7E8E9EAF2F3F4F5F6F7F8" +
        "F9FA"));

    /// <summary>BITS of the DHT segment: how many codes have each length.</summary>
    public byte[] Bits { get; }

    /// <summary>HUFFVAL of the DHT segment: the symbols by rising code.</summary>
    public byte[] Values { get; }

    /// <summary>The code of an AC coefficient after a run of zeros, its extra bits included.</summary>
    public BitRun Coefficient(int run, int value)
    {
        var size = BitRun.SizeOf(value);
        return Symbol((run << 4) | size).Then(BitRun.ExtraBits(value, size), size);
    }

    /// <summary>The code of a DC difference, its extra bits included.</summary>
    public BitRun Difference(int value)
    {
        var size = BitRun.SizeOf(value);
        return Symbol(size).Then(BitRun.ExtraBits(value, size), size);
    }

    /// <summary>The code of a bare symbol.</summary>
    public BitRun Symbol(int symbol) => new(codes[symbol], lengths[symbol]);

    private static byte[] Counting(int count) => [.. Enumerable.Range(0, count).Select(value => (byte)value)];
}
