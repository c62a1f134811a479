using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>The invented people under TheTVDB's ids.</summary>
internal static class TvdbPeople
{
    private const int FirstTmdbId = 9_900_001;
    private const int FirstId = 8_800_001;

    /// <summary>The portraits that TMDB has, smaller.</summary>
    public static IEnumerable<ImageSpec> Portraits => InventedPeople.All.Where(person => person.ProfilePath is not null)
        .Select(person => new ImageSpec(PhotoOf(person.Id), 300, 450, ArtKind.Profile)
        {
            Scene = StableHash.Mix(0xFACE, (ulong)person.Id),
            Quality = 82,
        });

    /// <summary>Somebody, as a row of a search.</summary>
    public static JsonObject Row(int number)
    {
        var person = InventedPeople.All[number % InventedPeople.All.Count];
        return new()
        {
            ["id"] = IdOf(person.Id),
            ["name"] = person.Name,
            ["image"] = PhotoOf(person.Id),
            ["score"] = 0,
            ["nameTranslations"] = null,
            ["overviewTranslations"] = null,
            ["aliases"] = null,
            ["lastUpdated"] = TvdbWords.LastUpdated,
        };
    }

    /// <summary>The people of a title from TMDB's credits, as <c>characters</c>.</summary>
    /// <param name="credits">The body of <c>credits</c>.</param>
    /// <param name="owner">Which of <c>movieId</c>, <c>seriesId</c> and <c>episodeId</c> the title has.</param>
    /// <param name="titleId">Its id at TheTVDB.</param>
    public static JsonArray Characters(JsonObject credits, string owner, int titleId)
    {
        var cast = credits["cast"]!.AsArray().Select((member, order) =>
            Character(member!, (string?)member!["character"] ?? "", 3, "Actor", owner, titleId, order));
        var crew = credits["crew"]!.AsArray().Select(member => (Member: member!, Role: RoleOf((string)member!["job"]!)))
            .Where(entry => entry.Role.Type > 0)
            .Select(entry => Character(entry.Member, null, entry.Role.Type, entry.Role.Name, owner, titleId, 0));
        return new([.. cast, .. crew]);
    }

    private static (int Type, string Name) RoleOf(string job) => job switch
    {
        "Director" => (1, "Director"),
        "Screenplay" or "Writer" => (2, "Writer"),
        "Producer" => (7, "Producer"),
        _ => (0, ""),
    };

    private static JsonObject Character(
        JsonNode member, string? name, int type, string typeName, string owner, int titleId, int sort)
    {
        var tmdbId = (int)member["id"]!;
        var peopleId = IdOf(tmdbId);
        var person = (string)member["name"]!;
        return new()
        {
            ["id"] = titleId % 100_000 * 1000 + type * 100 + sort,
            ["name"] = name,
            ["peopleId"] = peopleId,
            ["seriesId"] = owner == "seriesId" ? titleId : null,
            ["series"] = null,
            ["movie"] = null,
            ["movieId"] = owner == "movieId" ? titleId : null,
            ["episodeId"] = owner == "episodeId" ? titleId : null,
            ["type"] = type,
            ["image"] = null,
            ["sort"] = sort,
            ["isFeatured"] = type == 3 && sort < 3,
            ["url"] = $"{peopleId}-{TvdbWords.Slug(person)}",
            ["nameTranslations"] = null,
            ["overviewTranslations"] = null,
            ["aliases"] = null,
            ["peopleType"] = typeName,
            ["personName"] = person,
            ["tagOptions"] = null,
            ["personImgURL"] = member["profile_path"] is null ? "" : TvdbWords.Address(PhotoOf(tmdbId)),
        };
    }

    private static int IdOf(int tmdbId) => tmdbId - FirstTmdbId + FirstId;

    private static string PhotoOf(int tmdbId) =>
        $"/banners/v4/actor/{IdOf(tmdbId)}/photo/{StableHash.Mix(0x9407, (ulong)tmdbId):x16}.jpg";
}
