namespace Metarr.ProviderSimulator.Imaging.Jpeg;

/// <summary>Grain, encoded in advance: texture <c>n</c> fills the coefficients from the third on with about <c>n</c> bits and
/// ends the block. Laying one down costs no more than copying its bits, which is what makes heavy files cheap to make.</summary>
internal sealed class TextureBank
{
    /// <summary>The first coefficient, in zigzag order, that textures own; those before it belong to the scene.</summary>
    public const int FirstCoefficient = 3;

    public const int Count = 160;

    private const int EndOfBlock = 0x00;
    private const int LastCoefficient = 58;
    private const int ChunkBits = 48;

    /// <summary>Per texture one code for each number of zeros (0, 1, 2) that may stand before it.</summary>
    private readonly BitRun[][] codes = new BitRun[Count * FirstCoefficient][];

    public TextureBank(HuffmanTable table, Dice dice)
    {
        for (var texture = 0; texture < Count; texture++)
        {
            var grain = Grain(table, dice, texture);
            for (var zeros = 0; zeros < FirstCoefficient; zeros++)
                codes[texture * FirstCoefficient + zeros] = Encode(table, grain, zeros);
        }
    }

    /// <summary>Appends a texture behind <paramref name="zeros"/> coefficients that are zero and not yet told.</summary>
    public void Append(EntropyWriter writer, int texture, int zeros)
    {
        foreach (var chunk in codes[texture * FirstCoefficient + zeros])
            writer.Append(chunk);
    }

    private static List<(int Run, int Value)> Grain(HuffmanTable table, Dice dice, int bits)
    {
        var grain = new List<(int Run, int Value)>();
        var coefficient = FirstCoefficient;
        var total = table.Symbol(EndOfBlock).Length;
        while (true)
        {
            var run = dice.Chance(0.6) ? 0 : dice.Between(1, 4);
            var value = (dice.Chance(0.75) ? 1 : dice.Between(2, 3)) * (dice.Chance(0.5) ? 1 : -1);
            total += table.Coefficient(run, value).Length;
            coefficient += run + 1;
            if (total > bits || coefficient > LastCoefficient)
                return grain;
            grain.Add((run, value));
        }
    }

    private static BitRun[] Encode(HuffmanTable table, List<(int Run, int Value)> grain, int zeros)
    {
        var chunks = new List<BitRun>();
        var chunk = default(BitRun);
        for (var i = 0; i < grain.Count; i++)
        {
            chunk = chunk.Then(table.Coefficient(grain[i].Run + (i == 0 ? zeros : 0), grain[i].Value));
            if (chunk.Length < ChunkBits - 16)
                continue;
            chunks.Add(chunk);
            chunk = default;
        }
        chunks.Add(chunk.Then(table.Symbol(EndOfBlock)));
        return [.. chunks];
    }
}
