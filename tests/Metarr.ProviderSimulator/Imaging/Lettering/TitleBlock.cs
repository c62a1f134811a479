namespace Metarr.ProviderSimulator.Imaging.Lettering;

/// <summary>Lines of block letters fitted into a box. Coordinates are fractions of the box, so one block serves every size.</summary>
internal sealed class TitleBlock
{
    private const int MaxLineLength = 14;
    private const int CellsPerLetter = BlockFont.GlyphWidth + 1;
    private const int CellsPerLine = BlockFont.GlyphHeight + 2;

    private readonly IReadOnlyList<string> lines;
    private readonly int columns;

    public TitleBlock(IReadOnlyList<string> lines)
    {
        this.lines = [.. lines.Where(line => line.Length > 0).Select(line => line.ToUpperInvariant())];
        columns = this.lines.Count == 0 ? 0 : this.lines.Max(line => line.Length) * CellsPerLetter - 1;
    }

    public bool IsEmpty => lines.Count == 0;

    /// <summary>Height over width of the block when its cells are square.</summary>
    public float Proportion => IsEmpty ? 1 : (float)Rows / columns;

    private int Rows => lines.Count * CellsPerLine - 2;

    /// <summary>Breaks a title into lines short enough to be large.</summary>
    public static IReadOnlyList<string> Lines(string title)
    {
        var lines = new List<string>();
        foreach (var word in title.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= MaxLineLength)
                lines[^1] += ' ' + word;
            else
                lines.Add(word);
        }
        return lines;
    }

    /// <summary>How much of a small rectangle is ink, from 0 to 1, by four samples.</summary>
    /// <param name="x">Its left side, 0 to 1 across the block.</param>
    /// <param name="y">Its upper side, 0 to 1 down the block.</param>
    /// <param name="width">Its width in the same measure.</param>
    /// <param name="height">Its height in the same measure.</param>
    public float Coverage(float x, float y, float width, float height)
    {
        var ink = 0;
        for (var sample = 0; sample < 4; sample++)
        {
            if (IsInk(x + width * (0.25f + 0.5f * (sample & 1)), y + height * (0.25f + 0.5f * (sample >> 1))))
                ink++;
        }
        return ink / 4f;
    }

    private bool IsInk(float x, float y)
    {
        if (x is < 0 or >= 1 || y is < 0 or >= 1)
            return false;
        var row = (int)(y * Rows);
        var line = lines[row / CellsPerLine];
        // Lines are centred: a shorter one starts half its lack later.
        var column = (int)MathF.Floor(x * columns - (columns - (line.Length * CellsPerLetter - 1)) / 2f);
        var (letter, cell) = (column / CellsPerLetter, column % CellsPerLetter);
        if (column < 0 || letter >= line.Length || cell == BlockFont.GlyphWidth || row % CellsPerLine >= BlockFont.GlyphHeight)
            return false;
        return BlockFont.IsInk(line[letter], cell, row % CellsPerLine);
    }
}
