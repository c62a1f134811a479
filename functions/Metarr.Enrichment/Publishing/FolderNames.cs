using System.Buffers;
using System.Globalization;
using System.Text;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Publishing;

/// <summary>The folder that a title is published to, below the target's root.</summary>
/// <remarks>
/// Every part of the path is made harmless on Windows and Linux alike, whatever a provider or a webhook told: it can neither climb out
/// of the root, nor name a device, nor be one that a system would read as another.
/// </remarks>
public static class FolderNames
{
    /// <summary>The most UTF-8 bytes of a part: file systems take 255, and what marks a name apart must still fit.</summary>
    private const int MaxBytes = 200;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"/\\|?*");

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. Numbered("COM"), .. Numbered("LPT")], StringComparer.OrdinalIgnoreCase);

    /// <summary>The folder of a title.</summary>
    /// <remarks>
    /// Where its files lie, when the program that manages them told: the path below <paramref name="root"/> when it is below it, else
    /// the last part, for the library may be mounted elsewhere on that machine. Otherwise <c>Title (Year)</c>, else its id.
    /// </remarks>
    /// <param name="title">The title.</param>
    /// <param name="root">The target's root as the file manager would write it, or null.</param>
    /// <returns>One or more harmless parts, set apart by <c>/</c>; never empty.</returns>
    public static string Of(Title title, string? root)
    {
        var told = title.Folder ?? ParentOf(title.File?.Path);
        if (told is not null && PartsBelow(told, root) is { Count: > 0 } parts) return string.Join('/', parts.Select(Harmless));
        if (title.Metadata.Title is not { } name || string.IsNullOrWhiteSpace(name)) return Harmless(title.Id.ToString());
        return Harmless(title.Year is { } year ? string.Create(CultureInfo.InvariantCulture, $"{name} ({year})") : name);
    }

    /// <summary>The folder of a title whose own name another title has taken.</summary>
    /// <param name="folder">The name, as <see cref="Of"/> made it.</param>
    /// <param name="id">The title.</param>
    /// <returns>The name with the title's id.</returns>
    public static string Apart(string folder, TitleId id) => $"{folder} [{id}]";

    /// <summary>Makes one part of a path harmless.</summary>
    /// <param name="part">Any text.</param>
    /// <returns>A name that means the same file on Windows and Linux; <c>_</c> when nothing is left of the text.</returns>
    public static string Harmless(string part)
    {
        var text = new StringBuilder(part.Length);
        foreach (var rune in part.Trim().EnumerateRunes()) Append(text, rune);

        // Windows drops dots and blanks at the end, so that "..." and "x." would be read as something else.
        var name = Shortened(text.ToString().Trim()).TrimEnd('.', ' ');
        if (name.Length == 0) return "_";
        var stem = name.Split('.')[0].TrimEnd();
        if (Devices.Contains(stem)) return "_" + name;

        // A dot in front hides a folder, and is where this program keeps its own files.
        return name[0] == '.' ? "_" + name[1..] : name;
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        var isForbidden = Rune.IsControl(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
        if (isForbidden || rune == Rune.ReplacementChar) return;
        if (!rune.IsAscii || !Forbidden.Contains((char)rune.Value)) text.Append(rune);
        else if (rune.Value == ':') text.Append(" -");
        else if (rune.Value is '/' or '\\' or '|') text.Append('-');
    }

    private static string Shortened(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes) return name;
        var text = new StringBuilder(MaxBytes);
        var bytes = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes) break;
            text.Append(rune);
        }

        return text.ToString();
    }

    private static List<string> PartsBelow(string folder, string? root)
    {
        var parts = Parts(folder);
        var above = root is null ? [] : Parts(root);
        var isBelow = above.Count > 0 && parts.Count > above.Count
            && parts.Take(above.Count).SequenceEqual(above, StringComparer.OrdinalIgnoreCase);
        return isBelow ? parts[above.Count..] : [.. parts.TakeLast(1)];
    }

    /// <summary>The parts of a path of either system; those that mean "here" and "above" are no names.</summary>
    private static List<string> Parts(string path) =>
        [.. path.Split('/', '\\').Select(part => part.Trim()).Where(part => part.Trim('.').Length > 0 && !part.EndsWith(':'))];

    private static string? ParentOf(string? path)
    {
        var end = path?.LastIndexOfAny(['/', '\\']) ?? -1;
        return end > 0 ? path![..end] : null;
    }

    private static IEnumerable<string> Numbered(string device) => Enumerable.Range(0, 10).Select(number => $"{device}{number}");
}
