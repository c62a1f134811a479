using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Publishing;

/// <summary>Writes what Kodi and Jellyfin read about a movie: <c>movie.nfo</c>.</summary>
/// <remarks>
/// The same title always gives the same bytes, so that a file is only written anew when something of it changed; hence no time of
/// writing stands in it (https://kodi.wiki/view/NFO_files/Movies).
/// </remarks>
public static class MovieNfo
{
    /// <summary>The file's name in a movie's own folder.</summary>
    public const string FileName = "movie.nfo";

    /// <summary>Writes the file.</summary>
    /// <param name="movie">The movie with its cast and art.</param>
    /// <param name="personal">What a person's media centre keeps in the file, as <see cref="PersonalElements"/> read it; it is carried over.</param>
    /// <returns>The bytes of the file, UTF-8.</returns>
    public static byte[] Write(PublishableTitle movie, IReadOnlyList<XElement> personal)
    {
        var metadata = movie.Title.Metadata;
        var root = new XElement("movie");
        Add(root, "title", metadata.Title);
        Add(root, "originaltitle", metadata.OriginalTitle);
        root.Add(NfoRatings.Of(metadata));
        root.Add(personal);
        Add(root, "outline", metadata.Outline);
        Add(root, "plot", metadata.Plot);
        Add(root, "tagline", metadata.Tagline);
        Add(root, "runtime", Number(metadata.Runtime));
        root.Add(Thumbs(movie.Art));
        Add(root, "mpaa", metadata.ContentRating);
        root.Add(UniqueIds(movie.Title.ExternalIds));
        foreach (var genre in metadata.Genres) Add(root, "genre", genre);

        // One element: of several Jellyfin keeps the last, and Kodi takes one apart at the same mark.
        Add(root, "country", string.Join(" / ", metadata.Countries));
        foreach (var keyword in metadata.Keywords) Add(root, "tag", keyword);
        if (Text(metadata.Collection) is { } collection) root.Add(new XElement("set", new XElement("name", collection)));
        foreach (var writer in metadata.Writers) Add(root, "credits", writer);
        foreach (var director in metadata.Directors) Add(root, "director", director);
        Add(root, "premiered", metadata.ReleaseDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add(root, "year", Number(movie.Title.Year));
        foreach (var studio in metadata.Studios) Add(root, "studio", studio);
        foreach (var member in movie.Cast) root.Add(Actor(member));
        root.Add(ArtFiles(movie.Art));
        return Bytes(root);
    }

    /// <summary>What a person's media centre keeps in the file, and nobody else may change: own rating, times played, when last.</summary>
    /// <param name="nfo">The bytes of a file that lies there.</param>
    /// <returns>Those elements; none when the file is no such document.</returns>
    public static IReadOnlyList<XElement> PersonalElements(ReadOnlyMemory<byte> nfo)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = true };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(nfo.ToArray(), writable: false), settings);
            var root = XElement.Load(reader);
            return root.Name != "movie"
                ? []
                : [.. root.Elements().Where(element => element.Name.LocalName is "userrating" or "playcount" or "lastplayed" or "watched")];
        }
        catch (XmlException)
        {
            // Somebody's own file need not be a document: some hold a link and nothing else.
            return [];
        }
    }

    private static byte[] Bytes(XElement root)
    {
        using var buffer = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.Entitize,
        };
        using (var writer = XmlWriter.Create(buffer, settings))
        {
            new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), root).Save(writer);
        }

        return buffer.ToArray();
    }

    private static IEnumerable<XElement> UniqueIds(ExternalIds ids)
    {
        (string Type, string? Value)[] all = [("tmdb", Number(ids.TmdbId)), ("imdb", ids.ImdbId), ("tvdb", Number(ids.TvdbId))];
        var known = all.Where(id => Text(id.Value) is not null).ToList();
        foreach (var (type, value) in known)
        {
            var element = new XElement("uniqueid", new XAttribute("type", type), Text(value));
            if (type == known[0].Type) element.Add(new XAttribute("default", "true"));
            yield return element;
        }
    }

    private static XElement Actor(CastMember member)
    {
        var actor = new XElement("actor");
        Add(actor, "name", member.Name);
        Add(actor, "role", member.Character);

        // Media centres count from 0.
        Add(actor, "order", Number(member.Order - 1));
        Add(actor, "thumb", member.PortraitUrl?.AbsoluteUri);
        return actor;
    }

    /// <summary>Where the providers keep the art, for those who take it from there.</summary>
    private static IEnumerable<XElement> Thumbs(IEnumerable<PublishableArt> art)
    {
        var fanart = new XElement("fanart");
        foreach (var piece in art.Where(piece => piece.Url is not null && piece.Type is not AssetType.ActorThumb))
        {
            var thumb = new XElement("thumb", piece.Url!.AbsoluteUri);
            if (piece.Type is AssetType.Fanart)
            {
                fanart.Add(thumb);
                continue;
            }

            thumb.Add(new XAttribute("aspect", piece.Type.Name()));
            yield return thumb;
        }

        if (fanart.HasElements) yield return fanart;
    }

    /// <summary>The files that lie beside this one, by Kodi's names of art: <c>poster</c>, <c>fanart</c>, <c>fanart1</c>.</summary>
    private static XElement? ArtFiles(IEnumerable<PublishableArt> art)
    {
        var element = new XElement("art");
        foreach (var (name, _) in KodiArtNames.Of(art)) element.Add(new XElement(Path.GetFileNameWithoutExtension(name), name));
        return element.HasElements ? element : null;
    }

    private static void Add(XElement parent, string name, string? value)
    {
        if (Text(value) is { } text) parent.Add(new XElement(name, text));
    }

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text without the characters that no XML document may hold, or null when nothing is left.</summary>
    private static string? Text(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var text = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            // A lone half of a pair is read as the replacement character, which tells nobody anything.
            if (rune == Rune.ReplacementChar || (rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value))) continue;
            text.Append(rune);
        }

        var cleaned = text.ToString().Trim();
        return cleaned.Length == 0 ? null : cleaned;
    }
}
