using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Fanart;

/// <summary>What Fanart.tv calls the sorts of art, and what they are to us.</summary>
internal static class FanartKinds
{
    private static readonly Dictionary<TitleKind, IReadOnlyList<FanartKind>> Kinds = new()
    {
        [TitleKind.Movie] =
        [
            new("movieposter", AssetType.Poster),
            new("moviebackground", AssetType.Fanart),
            new("movie4kbackground", AssetType.Fanart),
            new("moviebanner", AssetType.Banner),
            new("hdmovielogo", AssetType.ClearLogo),
            new("movielogo", AssetType.ClearLogo),
            new("hdmovieclearart", AssetType.ClearArt),
            new("movieart", AssetType.ClearArt),
            new("moviedisc", AssetType.DiscArt),
            new("moviethumb", AssetType.Landscape),
            new("moviesquare", AssetType.KeyArt),
        ],
        [TitleKind.Series] =
        [
            new("tvposter", AssetType.Poster),
            new("showbackground", AssetType.Fanart),
            new("tvbanner", AssetType.Banner),
            new("hdtvlogo", AssetType.ClearLogo),
            new("clearlogo", AssetType.ClearLogo),
            new("hdclearart", AssetType.ClearArt),
            new("clearart", AssetType.ClearArt),
            new("tvthumb", AssetType.Landscape),
            new("characterart", AssetType.CharacterArt),
        ],
        [TitleKind.Season] =
        [
            new("seasonposter", AssetType.Poster),
            new("seasonbanner", AssetType.Banner),
            new("seasonthumb", AssetType.Landscape),
        ],
    };

    /// <summary>The kinds of art for a sort of title; none for episodes. A series' body holds those of its seasons too.</summary>
    /// <param name="kind">The sort of title.</param>
    public static IReadOnlyList<FanartKind> Of(TitleKind kind) => Kinds.GetValueOrDefault(kind) ?? [];
}

/// <summary>One of Fanart.tv's sorts of art.</summary>
/// <param name="Name">Its key in a body.</param>
/// <param name="Type">What it is to us.</param>
internal sealed record FanartKind(string Name, AssetType Type);
