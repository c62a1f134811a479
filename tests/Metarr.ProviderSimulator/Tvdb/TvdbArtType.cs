using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>A row of <c>/artwork/types</c>.</summary>
/// <param name="Id">The number that <c>type</c> of an artwork names.</param>
/// <param name="Name">As the site shows it.</param>
/// <param name="RecordType"><c>series</c>, <c>season</c>, <c>movie</c>, <c>episode</c> or <c>actor</c>.</param>
/// <param name="Slug">The folder of the images.</param>
/// <param name="Kind">How it is composed.</param>
/// <param name="Width">Pixels that TheTVDB asks for.</param>
/// <param name="Height">Pixels that TheTVDB asks for.</param>
internal sealed record TvdbArtType(int Id, string Name, string RecordType, string Slug, ArtKind Kind, int Width, int Height)
{
    public static IReadOnlyList<TvdbArtType> All { get; } =
    [
        new(1, "Banner", "series", "banners", ArtKind.Banner, 758, 140),
        new(2, "Poster", "series", "posters", ArtKind.Poster, 680, 1000),
        new(3, "Background", "series", "backgrounds", ArtKind.Backdrop, 1920, 1080),
        new(6, "Banner", "season", "banners", ArtKind.Banner, 758, 140),
        new(7, "Poster", "season", "posters", ArtKind.Poster, 680, 1000),
        new(8, "Background", "season", "backgrounds", ArtKind.Backdrop, 1920, 1080),
        new(11, "16:9 Screencap", "episode", "screencap", ArtKind.Backdrop, 640, 360),
        new(12, "4:3 Screencap", "episode", "screencap", ArtKind.Backdrop, 640, 480),
        new(13, "Photo", "actor", "photo", ArtKind.Profile, 300, 450),
        new(14, "Poster", "movie", "posters", ArtKind.Poster, 680, 1000),
        new(15, "Background", "movie", "backgrounds", ArtKind.Backdrop, 1920, 1080),
        new(16, "Banner", "movie", "banners", ArtKind.Banner, 758, 140),
        new(22, "ClearArt", "series", "clearart", ArtKind.ClearArt, 1000, 562),
        new(23, "ClearLogo", "series", "clearlogo", ArtKind.Logo, 800, 310),
        new(24, "ClearArt", "movie", "clearart", ArtKind.ClearArt, 1000, 562),
        new(25, "ClearLogo", "movie", "clearlogo", ArtKind.Logo, 800, 310),
    ];

    /// <summary>Whether its images have a transparent ground.</summary>
    public bool IsTransparent => Kind is ArtKind.ClearArt or ArtKind.Logo;

    public static TvdbArtType Of(int id) => All.First(type => type.Id == id);

    /// <summary>The data of <c>/artwork/types</c>.</summary>
    public static JsonArray Table() => new([.. All.Select(type => new JsonObject
    {
        ["id"] = type.Id,
        ["name"] = type.Name,
        ["recordType"] = type.RecordType,
        ["slug"] = type.Slug,
        ["imageFormat"] = type.IsTransparent ? "PNG" : "JPG",
        ["width"] = type.Width,
        ["height"] = type.Height,
        ["thumbWidth"] = type.Kind == ArtKind.Banner ? type.Width : type.Width / 2,
        ["thumbHeight"] = type.Kind == ArtKind.Banner ? type.Height : type.Height / 2,
    })]);
}
