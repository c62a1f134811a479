using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>Turns TMDB's images into candidates. Pure.</summary>
/// <remarks>
/// Posters are posters, logos clear logos. A backdrop without a language is fanart; one with a language bears the title, which
/// is what a landscape is, and would spoil a fanart.
/// </remarks>
internal static class TmdbArtwork
{
    // Sizes out of TMDB's /configuration, wide enough for a list on a dense screen.
    private const string PosterPreview = "w342";
    private const string BackdropPreview = "w780";
    private const string LogoPreview = "w300";

    /// <summary>The art that the body offers, each piece once.</summary>
    /// <param name="images">The body's images; null when it has none.</param>
    /// <param name="imageBase">The image CDN's address, up to the size.</param>
    public static IReadOnlyList<Candidate> Candidates(TmdbImages? images, Uri imageBase)
    {
        if (images is null) return [];
        var cdn = imageBase.AbsoluteUri.TrimEnd('/');
        return
        [
            .. images.Posters.Select(image => Candidate(AssetType.Poster, image, cdn, PosterPreview))
                .Concat(images.Backdrops.Select(image => Candidate(
                    TmdbLanguages.Of(image.Language) is null ? AssetType.Fanart : AssetType.Landscape, image, cdn, BackdropPreview)))
                .Concat(images.Logos.Select(image => Candidate(AssetType.ClearLogo, image, cdn, LogoPreview)))
                .OfType<Candidate>()
                .DistinctBy(candidate => (candidate.Type, candidate.ProviderAssetId)),
        ];
    }

    private static Candidate? Candidate(AssetType type, TmdbImage image, string cdn, string previewSize)
    {
        if (image.FilePath is not ['/', not '/', ..] path) return null;
        var bitmap = BitmapOf(path);
        if (!Uri.TryCreate($"{cdn}/original{bitmap}", UriKind.Absolute, out var url)) return null;
        var language = TmdbLanguages.Of(image.Language);
        return new Candidate(type, ProviderNames.Tmdb, path, url)
        {
            PreviewUrl = new Uri($"{cdn}/{previewSize}{bitmap}"),
            StatedWidth = image.Width is > 0 ? image.Width : null,
            StatedHeight = image.Height is > 0 ? image.Height : null,
            Language = language,
            Region = language is null ? null : image.Region?.ToUpperInvariant(),
            VoteAverage = Math.Clamp(image.VoteAverage ?? 0, 0, 10),
            VoteCount = Math.Max(image.VoteCount ?? 0, 0),
        };
    }

    // Of a vector logo the CDN also has a bitmap, under the same path.
    private static string BitmapOf(string path) =>
        path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) ? $"{path[..^4]}.png" : path;
}
