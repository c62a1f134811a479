using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Importing;

/// <summary>Reads which film an NFO of Kodi, Jellyfin, Emby or Radarr belongs to.</summary>
/// <remarks>
/// Kodi allows an NFO of XML, of XML with an address behind it, and of an address alone; all three occur, and so do broken ones. The XML
/// is read without document types and entities of its own, and only what stands directly below <c>movie</c> counts: actors and sets
/// have ids too.
/// </remarks>
public static partial class NfoFile
{
    /// <summary>The most bytes an NFO has that is read; those of Kodi have some ten thousand.</summary>
    public const int MostBytes = 1024 * 1024;

    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        ConformanceLevel = ConformanceLevel.Fragment,
        MaxCharactersFromEntities = 1024,
        MaxCharactersInDocument = MostBytes,
        IgnoreComments = true,
        CloseInput = false,
    };

    /// <summary>Reads an NFO.</summary>
    /// <param name="content">The file's bytes; more than <see cref="MostBytes"/> tell nothing.</param>
    /// <returns>What it tells of the film; nothing when it belongs to a series, or cannot be read.</returns>
    public static NamedFilm Read(ReadOnlyMemory<byte> content)
    {
        if (content.Length > MostBytes) return NamedFilm.Nothing;
        var facts = new NfoFacts();
        try
        {
            using var stream = new MemoryStream(content.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, Safe);
            if (!ReadRoot(reader, facts)) return NamedFilm.Nothing;
        }
        catch (XmlException)
        {
            // A bare address is no XML, and what stood before a fault has been read; the addresses below may tell the rest.
        }

        var told = facts.Told();
        return told.Ids.IsEmpty ? told with { Ids = FromAddresses(content) } : told;
    }

    /// <returns>False when the NFO is that of something else than a film.</returns>
    private static bool ReadRoot(XmlReader reader, NfoFacts facts)
    {
        while (reader.Read())
        {
            if (reader.NodeType is not XmlNodeType.Element) continue;
            if (reader.LocalName != "movie") return false;
            using var film = reader.ReadSubtree();
            film.Read();
            ReadFields(film, facts);
            return true;
        }

        return true;
    }

    private static void ReadFields(XmlReader film, NfoFacts facts)
    {
        film.Read();
        while (!film.EOF)
        {
            if (film is { NodeType: XmlNodeType.Element, Depth: 1 } && NfoFacts.Wants(film.LocalName)) facts.Add(film);
            else if (film is { NodeType: XmlNodeType.Element, Depth: 1 }) film.Skip();
            else film.Read();
        }
    }

    private static ExternalIds FromAddresses(ReadOnlyMemory<byte> content)
    {
        var text = Encoding.UTF8.GetString(content.Span);
        var tmdb = TmdbAddress().Match(text);
        var imdb = ImdbAddress().Match(text);
        return new ExternalIds(
            int.TryParse(tmdb.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null,
            imdb.Success ? imdb.Groups[1].Value : null);
    }

    [GeneratedRegex("themoviedb\\.org/movie/([0-9]{1,10})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TmdbAddress();

    [GeneratedRegex("imdb\\.[a-z]+/title/(tt[0-9]{7,10})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ImdbAddress();
}
