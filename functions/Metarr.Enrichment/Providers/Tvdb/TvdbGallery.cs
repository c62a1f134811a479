using System.Globalization;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>Turns TheTVDB's artworks into candidates. Pure.</summary>
/// <remarks>
/// What it calls a score is no vote, and <c>includesText</c> differs between two bodies of one and the same poster; neither is used.
/// </remarks>
internal static class TvdbGallery
{
    // Bodies of former years name the site itself, which then served the images.
    private static readonly string[] OwnHosts = ["artworks.thetvdb.com", "thetvdb.com", "www.thetvdb.com"];

    // What the site shows in place of an image that it lacks.
    private const string Placeholders = "/banners/images/missing/";

    /// <summary>The art that the body offers, each piece once.</summary>
    /// <param name="artworks">The body's artworks.</param>
    /// <param name="kind">The sort of title whose art is wanted.</param>
    /// <param name="types">What the numbers of the types mean.</param>
    /// <param name="imageBase">The image CDN's address.</param>
    public static IReadOnlyList<Candidate> Candidates(
        IEnumerable<TvdbArtwork> artworks, TitleKind kind, TvdbArtworkTypes types, Uri imageBase) =>
    [
        .. artworks
            .Select(artwork => types.Of(artwork.Type, kind) is { } type ? Candidate(type, artwork, imageBase) : null)
            .OfType<Candidate>()
            .DistinctBy(candidate => (candidate.Type, candidate.ProviderAssetId)),
    ];

    private static Candidate? Candidate(AssetType type, TvdbArtwork artwork, Uri imageBase)
    {
        if (!ImageAddress.TryRead(artwork.Image, imageBase, OwnHosts, out var url)) return null;
        if (url.AbsolutePath.Contains(Placeholders, StringComparison.OrdinalIgnoreCase)) return null;
        var language = TvdbLanguages.Tag(artwork.Language);
        var id = artwork.Id?.ToString(CultureInfo.InvariantCulture) ?? url.AbsolutePath;
        return new Candidate(type, ProviderNames.Tvdb, id, url)
        {
            PreviewUrl = ImageAddress.TryRead(artwork.Thumbnail, imageBase, OwnHosts, out var preview) ? preview : null,
            StatedWidth = artwork.Width is > 0 ? artwork.Width : null,
            StatedHeight = artwork.Height is > 0 ? artwork.Height : null,
            Language = language?.Language,
            Region = language?.Region,
        };
    }
}
