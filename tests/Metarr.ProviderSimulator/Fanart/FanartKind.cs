using Metarr.ProviderSimulator.Imaging;

namespace Metarr.ProviderSimulator.Fanart;

/// <summary>A kind of art as Fanart.tv names it.</summary>
/// <param name="Name">The key of its array.</param>
/// <param name="Kind">How it is composed.</param>
/// <param name="Width">Pixels that Fanart.tv asks for.</param>
/// <param name="Height">Pixels that Fanart.tv asks for.</param>
/// <param name="Most">How many a title has at most.</param>
/// <param name="Extension"><c>.png</c> where the ground is transparent.</param>
internal sealed record FanartKind(string Name, ArtKind Kind, int Width, int Height, int Most, string Extension = ".jpg")
{
    private const string Png = ".png";

    public static IReadOnlyList<FanartKind> OfFilms { get; } =
    [
        new("hdmovielogo", ArtKind.Logo, 800, 310, 3, Png),
        new("movielogo", ArtKind.Logo, 400, 155, 1, Png),
        new("hdmovieclearart", ArtKind.ClearArt, 1000, 562, 2, Png),
        new("movieart", ArtKind.ClearArt, 500, 281, 1, Png),
        new("movieposter", ArtKind.Poster, 1000, 1426, 5),
        new("moviebackground", ArtKind.Backdrop, 1920, 1080, 5),
        new("movie4kbackground", ArtKind.Backdrop, 3840, 2160, 1),
        new("moviebanner", ArtKind.Banner, 1000, 185, 2),
        new("moviethumb", ArtKind.Backdrop, 1000, 562, 3),
        new("moviedisc", ArtKind.DiscLabel, 1000, 1000, 2, Png),
        new("moviesquare", ArtKind.Square, 1000, 1000, 1),
        new("movieicon", ArtKind.Square, 512, 512, 1),
    ];

    public static IReadOnlyList<FanartKind> OfSeries { get; } =
    [
        new("hdtvlogo", ArtKind.Logo, 800, 310, 3, Png),
        new("clearlogo", ArtKind.Logo, 400, 155, 1, Png),
        new("hdclearart", ArtKind.ClearArt, 1000, 562, 2, Png),
        new("clearart", ArtKind.ClearArt, 500, 281, 1, Png),
        new("tvposter", ArtKind.Poster, 1000, 1426, 4),
        new("showbackground", ArtKind.Backdrop, 1920, 1080, 4),
        new("tvbanner", ArtKind.Banner, 1000, 185, 2),
        new("tvthumb", ArtKind.Backdrop, 1000, 562, 2),
        new("characterart", ArtKind.ClearArt, 512, 512, 3, Png),
    ];

    public static IReadOnlyList<FanartKind> OfSeasons { get; } =
    [
        new("seasonposter", ArtKind.Poster, 1000, 1426, 2),
        new("seasonbanner", ArtKind.Banner, 1000, 185, 1),
        new("seasonthumb", ArtKind.Backdrop, 1000, 562, 1),
    ];

    /// <summary>Whether entries name the season they are for.</summary>
    public bool IsOfSeasons => Name.StartsWith("season", StringComparison.Ordinal);
}
