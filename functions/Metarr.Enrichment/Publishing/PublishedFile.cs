using System.Xml.Linq;
using Metarr.Enrichment.Imaging;

namespace Metarr.Enrichment.Publishing;

/// <summary>A file as it shall lie in a title's folder.</summary>
/// <param name="Name">Its name, without a path.</param>
/// <param name="Sha256">The hash of its bytes.</param>
public abstract record PublishedFile(string Name, Sha256Hash Sha256)
{
    /// <summary>A file whose bytes were made here.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Content">Its bytes.</param>
    public sealed record Made(string Name, ReadOnlyMemory<byte> Content) : PublishedFile(Name, Sha256Hash.Of(Content.Span));

    /// <summary>A file whose bytes the cache keeps.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Art">The art.</param>
    public sealed record Kept(string Name, PublishableArt Art) : PublishedFile(Name, Art.Sha256);

    /// <summary>All files of a movie: its <c>movie.nfo</c> and its art under Kodi's names.</summary>
    /// <param name="movie">The movie.</param>
    /// <param name="personal">What is carried over of a <c>movie.nfo</c> that lies there.</param>
    /// <returns>The files.</returns>
    public static IReadOnlyList<PublishedFile> Of(PublishableTitle movie, IReadOnlyList<XElement> personal) =>
    [
        new Made(MovieNfo.FileName, MovieNfo.Write(movie, personal)),
        .. KodiArtNames.Of(movie.Art).Select(piece => new Kept(piece.Name, piece.Art)),
    ];
}
