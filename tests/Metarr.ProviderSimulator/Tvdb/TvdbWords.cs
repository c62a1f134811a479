using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Imaging.Delivery;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>How TheTVDB writes languages, countries, states and addresses.</summary>
internal static class TvdbWords
{
    /// <summary>Where its bodies say the images are.</summary>
    public static readonly PublishedHost Images = new("artworks.thetvdb.com", "/tvdb-images");

    /// <summary>When everything was last changed.</summary>
    public const string LastUpdated = "2024-01-12 13:54:13";

    private static readonly Dictionary<string, string> Languages = new(StringComparer.Ordinal)
    {
        ["en"] = "eng",
        ["de"] = "deu",
        ["fr"] = "fra",
        ["es"] = "spa",
        ["ja"] = "jpn",
        ["pt"] = "por",
    };

    private static readonly Dictionary<string, (string Code, string Name)> Countries = new(StringComparer.Ordinal)
    {
        ["US"] = ("usa", "United States of America"),
        ["GB"] = ("gbr", "Great Britain"),
        ["DE"] = ("deu", "Germany"),
        ["FR"] = ("fra", "France"),
        ["ES"] = ("esp", "Spain"),
        ["JP"] = ("jpn", "Japan"),
        ["BR"] = ("bra", "Brazil"),
    };

    /// <summary>Three letters, or null for textless art; half the Portuguese works are marked <c>pt</c>, as Brazil's.</summary>
    public static string? Language(string? language, int artwork) => language switch
    {
        null => null,
        "pt" when artwork % 2 == 0 => "pt",
        _ => Languages[language],
    };

    public static string Language(string language) => Languages[language];

    public static (string Code, string Name) Country(string country) => Countries[country];

    /// <summary>An image's address; one in seven is left without its host.</summary>
    public static string Address(string path) => StableHash.Of(path) % 7 == 0 ? path : $"https://{Images.Name}{path}";

    /// <summary>Words in lower case with hyphens.</summary>
    public static string Slug(string title) => string.Join('-', new string([.. title.ToLowerInvariant()
        .Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public static JsonObject Status(int? id, string? name, string recordType, bool keepUpdated) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["recordType"] = recordType,
        ["keepUpdated"] = keepUpdated,
    };

    public static JsonArray Texts(params IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    public static JsonObject RemoteId(string id, int type, string source) => new()
    {
        ["id"] = id,
        ["type"] = type,
        ["sourceName"] = source,
    };

    public static JsonArray Genres(IEnumerable<string> names) => new([.. names.Select(name => new JsonObject
    {
        ["id"] = (int)(StableHash.Of(name) % 36) + 1,
        ["name"] = name,
        ["slug"] = Slug(name),
    })]);

    public static JsonObject Company(int id, string name, string? country, int type, string typeName) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["slug"] = Slug(name),
        ["nameTranslations"] = null,
        ["overviewTranslations"] = null,
        ["aliases"] = null,
        ["country"] = country,
        ["primaryCompanyType"] = type,
        ["activeDate"] = null,
        ["inactiveDate"] = null,
        ["companyType"] = new JsonObject { ["companyTypeId"] = type, ["companyTypeName"] = typeName },
        ["parentCompany"] = new JsonObject
        {
            ["id"] = null,
            ["name"] = null,
            ["relation"] = new JsonObject { ["id"] = null, ["typeName"] = null },
        },
        ["tagOptions"] = null,
    };

    /// <summary>What <c>meta=translations</c> adds.</summary>
    public static JsonObject Translations(string name, string overview, string original, string originalLanguage)
    {
        var names = new JsonArray(new JsonObject { ["name"] = name, ["language"] = "eng" });
        if (originalLanguage != "en")
            names.Insert(0, new JsonObject { ["name"] = original, ["language"] = Languages[originalLanguage] });
        var overviews = overview.Length == 0 ? null : new JsonArray(new JsonObject
        {
            ["overview"] = overview,
            ["language"] = "eng",
        });
        return new() { ["nameTranslations"] = names, ["overviewTranslations"] = overviews, ["aliases"] = null };
    }
}
