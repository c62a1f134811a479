using System.Globalization;
using System.Text.Json;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Fanart;

/// <summary>Turns Fanart.tv's shapes into our words. Pure.</summary>
internal static class FanartMapper
{
    private const string Originals = "/fanart/";
    private const string Previews = "/preview/";

    private static readonly string[] OwnHosts = ["assets.fanart.tv", "fanart.tv", "www.fanart.tv"];

    // For an id it does not know, the service can answer with art of another title, filed under none.
    private static readonly string[] NoTitle = ["/tv/0/", "/movies/0/"];

    // Countries that people entered where a language was asked for, and an old code.
    private static readonly Dictionary<string, string> Languages = new()
    {
        ["cz"] = "cs", ["cn"] = "zh", ["jp"] = "ja", ["gr"] = "el", ["ua"] = "uk", ["dk"] = "da", ["iw"] = "he",
    };

    /// <summary>The ids that the body states.</summary>
    /// <param name="title">The body.</param>
    public static ExternalIds Ids(FanartTitle title) => new(
        title.TmdbId is > 0 ? title.TmdbId : null, ImdbId.OrNull(title.ImdbId), title.TvdbId is > 0 ? title.TvdbId : null);

    /// <summary>The art that the body offers, each piece once.</summary>
    /// <param name="title">The body.</param>
    /// <param name="kind">The sort of title whose art is wanted.</param>
    /// <param name="imageBase">The image CDN's address.</param>
    public static IReadOnlyList<Candidate> Candidates(FanartTitle title, TitleKind kind, Uri imageBase) =>
    [
        .. FanartKinds.Of(kind)
            .SelectMany(sort => Images(title, sort.Name).Select(image => Candidate(sort.Type, image, imageBase)))
            .OfType<Candidate>()
            .DistinctBy(candidate => (candidate.Type, candidate.ProviderAssetId)),
    ];

    private static IEnumerable<FanartImage> Images(FanartTitle title, string kind) =>
        title.Kinds is { } kinds && kinds.TryGetValue(kind, out var list) && list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray()
                .Where(item => item.ValueKind is JsonValueKind.Object)
                .Select(item => item.Deserialize(FanartJson.Default.FanartImage))
                .OfType<FanartImage>()
            : [];

    // Likes are no votes from 1 to 10: the count is handed on, and what it is worth is the score's affair.
    private static Candidate? Candidate(AssetType type, FanartImage image, Uri imageBase)
    {
        if (!ImageAddress.TryRead(image.Url, imageBase, OwnHosts, out var url)) return null;
        if (NoTitle.Any(place => url.AbsolutePath.Contains(place, StringComparison.OrdinalIgnoreCase))) return null;
        return new Candidate(type, ProviderNames.Fanart, image.Id ?? url.AbsolutePath, url)
        {
            PreviewUrl = Preview(url, imageBase),
            StatedWidth = image.Width is > 0 ? image.Width : null,
            StatedHeight = image.Height is > 0 ? image.Height : null,
            Language = Language(image.Language),
            VoteCount = Math.Max(image.Likes ?? 0, 0),
            Season = Season(image.Season),
            DiscType = type is AssetType.DiscArt ? image.DiscType?.ToLowerInvariant() : null,
        };
    }

    // The first segment of the path tells them apart; a stand-in for the CDN can have segments of its own before it.
    private static Uri? Preview(Uri url, Uri imageBase)
    {
        var root = imageBase.AbsolutePath.TrimEnd('/');
        return url.AbsolutePath.StartsWith(root + Originals, StringComparison.OrdinalIgnoreCase)
            ? new Uri(url, root + Previews + url.PathAndQuery[(root + Originals).Length..])
            : null;
    }

    private static string? Language(string? stated) => stated?.ToLowerInvariant() switch
    {
        null or "00" or "xx" => null,
        var language => Languages.GetValueOrDefault(language, language),
    };

    // "all" and nothing at all both mean: the whole series.
    private static int? Season(string? stated) =>
        int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var season) ? season : null;
}
