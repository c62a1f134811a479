using System.Globalization;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Publishing;

/// <summary>What Kodi calls the art of a movie that lies in a folder of its own; Jellyfin reads the same names.</summary>
/// <remarks>
/// The first of a type has the type's plain name, further ones are numbered from 1: <c>fanart.jpg</c>, <c>fanart1.jpg</c>,
/// <c>fanart2.jpg</c> (https://kodi.wiki/view/Artwork_types, "Multiple artwork").
/// </remarks>
public static class KodiArtNames
{
    private static readonly string[] PictureEndings = ["jpg", "jpeg", "png", "webp", "gif", "bmp", "svg", "avif", "tbn", "ico", "heic"];

    /// <summary>The file names of a selection, in its order.</summary>
    /// <param name="art">The selected art; within a type in the order of the selection.</param>
    /// <returns>Each piece with its file name. Portraits of people have none: a media centre is told where the provider keeps them.</returns>
    public static IEnumerable<(string Name, PublishableArt Art)> Of(IEnumerable<PublishableArt> art)
    {
        var counts = new Dictionary<AssetType, int>();
        foreach (var piece in art)
        {
            if (piece.Type is AssetType.ActorThumb) continue;
            var before = counts.GetValueOrDefault(piece.Type);
            counts[piece.Type] = before + 1;
            var number = before == 0 ? "" : before.ToString(CultureInfo.InvariantCulture);
            yield return ($"{piece.Type.Name()}{number}.{piece.Extension}", piece);
        }
    }

    /// <summary>Whether two files stand for the same piece of art in a media centre's eyes: <c>poster.jpg</c> and <c>Poster.PNG</c>.</summary>
    /// <param name="one">A file name.</param>
    /// <param name="other">Another.</param>
    /// <returns>True when both are pictures and differ in nothing but case and ending.</returns>
    public static bool StandForTheSame(string one, string other) =>
        IsPicture(one) && IsPicture(other)
        && string.Equals(Path.GetFileNameWithoutExtension(one), Path.GetFileNameWithoutExtension(other), StringComparison.OrdinalIgnoreCase);

    private static bool IsPicture(string name) =>
        PictureEndings.Contains(Path.GetExtension(name).TrimStart('.'), StringComparer.OrdinalIgnoreCase);
}
