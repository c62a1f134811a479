using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>What the numbers of TheTVDB's artwork types mean.</summary>
/// <remarks>Icons, moving pictures and portraits of people are of no use to a title and have no meaning here.</remarks>
internal sealed class TvdbArtworkTypes
{
    private static readonly HashSet<string> OfNoUse = new(StringComparer.OrdinalIgnoreCase) { "Icon", "Cinemagraph", "Photo", "Avatar" };

    private static readonly HashSet<string> OfNoTitle = new(StringComparer.OrdinalIgnoreCase) { "actor", "people", "person", "company" };

    private readonly Dictionary<int, (TitleKind Kind, AssetType Type)> meanings;

    private TvdbArtworkTypes(Dictionary<int, (TitleKind Kind, AssetType Type)> meanings) => this.meanings = meanings;

    /// <summary>The meanings as they have been for years; for when TheTVDB does not tell them.</summary>
    public static TvdbArtworkTypes Known { get; } = new(new()
    {
        [1] = (TitleKind.Series, AssetType.Banner),
        [2] = (TitleKind.Series, AssetType.Poster),
        [3] = (TitleKind.Series, AssetType.Fanart),
        [22] = (TitleKind.Series, AssetType.ClearArt),
        [23] = (TitleKind.Series, AssetType.ClearLogo),
        [6] = (TitleKind.Season, AssetType.Banner),
        [7] = (TitleKind.Season, AssetType.Poster),
        [8] = (TitleKind.Season, AssetType.Fanart),
        [14] = (TitleKind.Movie, AssetType.Poster),
        [15] = (TitleKind.Movie, AssetType.Fanart),
        [16] = (TitleKind.Movie, AssetType.Banner),
        [24] = (TitleKind.Movie, AssetType.ClearArt),
        [25] = (TitleKind.Movie, AssetType.ClearLogo),
        [11] = (TitleKind.Episode, AssetType.Thumb),
        [12] = (TitleKind.Episode, AssetType.Thumb),
    });

    /// <summary>The meanings that TheTVDB tells; what it leaves out, or tells in words of no meaning here, keeps the one that is known.</summary>
    /// <param name="told">The rows of <c>/artwork/types</c>.</param>
    public static TvdbArtworkTypes From(IEnumerable<TvdbArtworkType> told)
    {
        var meanings = new Dictionary<int, (TitleKind Kind, AssetType Type)>(Known.meanings);
        foreach (var row in told)
        {
            if (row is not { Id: { } id, Name: { } name, RecordType: { } record }) continue;
            if (Meaning(name, record) is { } meaning) meanings[id] = meaning;
            else if (OfNoUse.Contains(name) || OfNoTitle.Contains(record)) meanings.Remove(id);
        }

        return new TvdbArtworkTypes(meanings);
    }

    /// <summary>What a number is to us, when it belongs to a sort of title.</summary>
    /// <param name="type">The number.</param>
    /// <param name="kind">The sort of title.</param>
    /// <returns>The type of art; null when there is no use for it.</returns>
    public AssetType? Of(int? type, TitleKind kind) =>
        type is { } number && meanings.TryGetValue(number, out var meaning) && meaning.Kind == kind ? meaning.Type : null;

    private static (TitleKind, AssetType)? Meaning(string name, string record)
    {
        TitleKind? kind = record.ToLowerInvariant() switch
        {
            "movie" => TitleKind.Movie,
            "series" => TitleKind.Series,
            "season" => TitleKind.Season,
            "episode" => TitleKind.Episode,
            _ => null,
        };
        return kind is { } of && Type(name) is { } type ? (of, type) : null;
    }

    private static AssetType? Type(string name) => name.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() switch
    {
        "poster" => AssetType.Poster,
        "background" => AssetType.Fanart,
        "banner" => AssetType.Banner,
        "clearart" => AssetType.ClearArt,
        "clearlogo" => AssetType.ClearLogo,
        var still when still.Contains("screencap", StringComparison.Ordinal) => AssetType.Thumb,
        _ => null,
    };
}
