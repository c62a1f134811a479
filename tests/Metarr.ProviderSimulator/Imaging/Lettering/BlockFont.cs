namespace Metarr.ProviderSimulator.Imaging.Lettering;

/// <summary>Capital letters, digits and some signs on a grid of 5 by 7 cells.</summary>
internal static class BlockFont
{
    public const int GlyphWidth = 5;
    public const int GlyphHeight = 7;

    // Rows from top to bottom, two hexadecimal digits each; the highest of five bits is the leftmost cell.
    private static readonly Dictionary<char, ulong> Glyphs = new()
    {
        ['A'] = 0x0E11111F111111, ['B'] = 0x1E11111E11111E, ['C'] = 0x0F10101010100F, ['D'] = 0x1E11111111111E,
        ['E'] = 0x1F10101E10101F, ['F'] = 0x1F10101E101010, ['G'] = 0x0F10101711110F, ['H'] = 0x1111111F111111,
        ['I'] = 0x1F04040404041F, ['J'] = 0x0702020202120C, ['K'] = 0x11121418141211, ['L'] = 0x1010101010101F,
        ['M'] = 0x111B1515111111, ['N'] = 0x11191915131311, ['O'] = 0x0E11111111110E, ['P'] = 0x1E11111E101010,
        ['Q'] = 0x0E11111115120D, ['R'] = 0x1E11111E141211, ['S'] = 0x0F10100E01011E, ['T'] = 0x1F040404040404,
        ['U'] = 0x1111111111110E, ['V'] = 0x11111111110A04, ['W'] = 0x1111111515150A, ['X'] = 0x11110A040A1111,
        ['Y'] = 0x11110A04040404, ['Z'] = 0x1F01020408101F, ['0'] = 0x0E11131519110E, ['1'] = 0x040C040404040E,
        ['2'] = 0x0E11010204081F, ['3'] = 0x1F02040201110E, ['4'] = 0x02060A121F0202, ['5'] = 0x1F101E0101110E,
        ['6'] = 0x0608101E11110E, ['7'] = 0x1F010204080808, ['8'] = 0x0E11110E11110E, ['9'] = 0x0E11110F01020C,
        ['-'] = 0x0000001F000000, ['\''] = 0x04040800000000, ['.'] = 0x00000000000C0C, [','] = 0x000000000C0408,
        ['!'] = 0x04040404040004, ['?'] = 0x0E110102040004, [':'] = 0x000C0C000C0C00, ['&'] = 0x0C12140815120D,
    };

    // A sign the font lacks, of any script, is an open box.
    private const ulong Unknown = 0x1F11111111111F;

    /// <summary>Whether the cell of a glyph is ink. Columns and rows count from the top left.</summary>
    public static bool IsInk(char letter, int column, int row)
    {
        if (letter == ' ')
            return false;
        var rows = Glyphs.GetValueOrDefault(letter, Unknown);
        return ((rows >> ((GlyphHeight - 1 - row) * 8 + GlyphWidth - 1 - column)) & 1) != 0;
    }
}
