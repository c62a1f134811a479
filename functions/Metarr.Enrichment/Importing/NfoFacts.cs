using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Importing;

/// <summary>Gathers what the fields of a film's NFO tell, whatever their order.</summary>
internal sealed partial class NfoFacts
{
    private static readonly HashSet<string> Wanted = new(StringComparer.Ordinal)
    {
        "uniqueid", "tmdbid", "imdbid", "imdb_id", "tvdbid", "id", "title", "year", "premiered", "releasedate",
    };

    private ExternalIds stated = new();
    private ExternalIds old = new();
    private string? title;
    private int? year;
    private int? premiered;

    /// <summary>Whether a field tells something that is looked for.</summary>
    public static bool Wants(string name) => Wanted.Contains(name);

    /// <summary>Takes the field that the reader stands on, and moves behind it.</summary>
    public void Add(XmlReader field)
    {
        var (name, type) = (field.LocalName, field.GetAttribute("type")?.ToLowerInvariant());
        if (name == "id")
        {
            // XBMC wrote <id TMDB="603">tt0133093</id>.
            old = old.CompletedBy(new ExternalIds(Number(field.GetAttribute("TMDB")), Imdb(field.GetAttribute("IMDB"))));
        }

        Add(name, type, field.IsEmptyElement ? Skipped(field) : Text(field));
    }

    /// <summary>All that was told.</summary>
    public NamedFilm Told() => new(stated.CompletedBy(old), title, year ?? premiered);

    private void Add(string name, string? type, string text)
    {
        switch (name, type)
        {
            case ("uniqueid", "tmdb") or ("tmdbid", _):
                stated = stated.CompletedBy(new ExternalIds(TmdbId: Number(text)));
                break;
            case ("uniqueid", "imdb") or ("imdbid", _) or ("imdb_id", _):
                stated = stated.CompletedBy(new ExternalIds(ImdbId: Imdb(text)));
                break;
            case ("uniqueid", "tvdb") or ("tvdbid", _):
                stated = stated.CompletedBy(new ExternalIds(TvdbId: Number(text)));
                break;
            case ("id", _):
                // IMDb's id, or with the scrapers of later years TMDB's number.
                old = old.CompletedBy(Imdb(text) is { } imdb ? new ExternalIds(ImdbId: imdb) : new ExternalIds(TmdbId: Number(text)));
                break;
            case ("title", _):
                title ??= text.Length is > 0 and <= 500 ? text : null;
                break;
            case ("year", _):
                year ??= Year(text);
                break;
            case ("premiered", _) or ("releasedate", _):
                premiered ??= text.Length >= 4 ? Year(text[..4]) : null;
                break;
        }
    }

    /// <summary>The text of a field, up to the first element in it; the reader stands behind the field after that.</summary>
    private static string Text(XmlReader field)
    {
        using var inner = field.ReadSubtree();
        inner.Read();
        var text = "";
        while (inner.Read() && inner.NodeType is not (XmlNodeType.Element or XmlNodeType.EndElement)) text += inner.Value;
        while (inner.Read())
        {
        }

        inner.Close();
        field.Read();
        return text.Trim();
    }

    private static string Skipped(XmlReader field)
    {
        field.Read();
        return "";
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static string? Imdb(string? text) => text is not null && ImdbPattern().IsMatch(text) ? text : null;

    private static int? Year(string text) => Number(text) is >= 1870 and <= 2200 and var year ? year : null;

    [GeneratedRegex(@"^tt[0-9]{7,10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ImdbPattern();
}
