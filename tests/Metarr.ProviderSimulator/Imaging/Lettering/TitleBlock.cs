namespace Metarr.ProviderSimulator.Imaging.Lettering;

/// <summary>Lines of block letters fitted into a box. Coordinates are fractions of the box, so one block serves every
/// size.</summary>
internal sealed class TitleBlock
{
    private const int MaxLineLength = 14;
    private const int CellsPerLetter = BlockFont.GlyphWidth + 1;
    private const int CellsPerLine = BlockFont.GlyphHeight + 2;

    private readonly int columns;
    private readonly int rows;
    private readonly bool[] cells;

    public TitleBlock(IReadOnlyList<string> lines)
    {
        var shown = lines.Where(line => line.Length > 0).Select(line => line.ToUpperInvariant()).ToList();
        IsEmpty = shown.Count == 0;
        columns = IsEmpty ? 1 : shown.Max(Width);
        rows = Math.Max(1, shown.Count * CellsPerLine - 2);
        cells = new bool[columns * rows];
        for (var line = 0; line < shown.Count; line++)
            Set(shown[line], line * CellsPerLine);
    }

    /// <summary>Whether there is nothing to read.</summary>
    public bool IsEmpty { get; }

    /// <summary>Height over width of the block when its cells are square.</summary>
    public float Proportion => (float)rows / columns;

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

    private static int Width(string line) => line.Length * CellsPerLetter - 1;

    private bool IsInk(float x, float y) =>
        x is >= 0 and < 1 && y is >= 0 and < 1 && cells[(int)(y * rows) * columns + (int)(x * columns)];

    /// <summary>Sets one line, centred.</summary>
    private void Set(string line, int top)
    {
        var left = (columns - Width(line)) / 2;
        for (var letter = 0; letter < line.Length; letter++)
        {
            for (var cell = 0; cell < BlockFont.GlyphWidth * BlockFont.GlyphHeight; cell++)
            {
                var (column, row) = (cell % BlockFont.GlyphWidth, cell / BlockFont.GlyphWidth);
                var at = (top + row) * columns + left + letter * CellsPerLetter + column;
                cells[at] = BlockFont.IsInk(line[letter], column, row);
            }
        }
    }
}
