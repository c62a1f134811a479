using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Metarr.Enrichment.Importing;

/// <summary>Tells whether two ways of writing a title mean the same one.</summary>
public static class TitleWords
{
    private static readonly string[] Articles = [", The", ", A", ", An", ", Der", ", Die", ", Das", ", Le", ", La", ", Les", ", El"];

    /// <summary>Latin letters with an accent, by what people write who have none on their keyboard.</summary>
    /// <remarks>A table and not the forms of Unicode: the app runs without ICU, and there those leave a text as it is.</remarks>
    private static readonly (string Plain, string Accented)[] Accents =
    [
        ("a", "àáâãäåāăąǎ"),
        ("c", "çćĉċč"),
        ("d", "ďđð"),
        ("e", "èéêëēĕėęě"),
        ("g", "ĝğġģ"),
        ("h", "ĥħ"),
        ("i", "ìíîïĩīĭįǐı"),
        ("j", "ĵ"),
        ("k", "ķ"),
        ("l", "ĺļľł"),
        ("n", "ñńņň"),
        ("o", "òóôõöōŏőơǒø"),
        ("r", "ŕŗř"),
        ("s", "śŝşšș"),
        ("t", "ţťțŧ"),
        ("u", "ùúûüũūŭůűųưǔǖǘǚǜ"),
        ("w", "ŵ"),
        ("y", "ýÿŷ"),
        ("z", "źżž"),
        ("ss", "ß"),
        ("ae", "æ"),
        ("oe", "œ"),
        ("th", "þ"),
    ];

    private static readonly FrozenDictionary<int, string> Plain = Accents
        .SelectMany(group => group.Accented.Select(letter => KeyValuePair.Create((int)letter, group.Plain)))
        .ToFrozenDictionary();

    /// <summary>Whether two titles are the same but for case, accents, blanks, punctuation and an article put last.</summary>
    /// <remarks>File systems allow neither <c>:</c> nor <c>?</c>, so a folder's name seldom is the title to the letter.</remarks>
    /// <param name="one">A title.</param>
    /// <param name="other">Another.</param>
    /// <returns>True when their letters and digits are the same; never for titles without any.</returns>
    public static bool AreSame(string one, string other)
    {
        var letters = Letters(one);
        return letters.Length > 0 && letters == Letters(other);
    }

    /// <summary>What of a title counts when it is compared with another.</summary>
    /// <param name="title">The title.</param>
    /// <returns>Its letters and digits, small and without accents; empty when it has none.</returns>
    public static string Letters(string title)
    {
        foreach (var article in Articles)
        {
            if (!title.EndsWith(article, StringComparison.OrdinalIgnoreCase)) continue;
            title = $"{article[2..]} {title[..^article.Length]}";
            break;
        }

        var letters = new StringBuilder(title.Length);
        foreach (var rune in title.Replace("&", " and ", StringComparison.Ordinal).EnumerateRunes())
        {
            var small = Rune.ToLowerInvariant(rune);
            if (Plain.TryGetValue(small.Value, out var plain)) letters.Append(plain);
            else if (Rune.IsLetterOrDigit(small)) letters.Append(small);
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark) letters.Append(rune);
        }

        return letters.ToString();
    }
}
