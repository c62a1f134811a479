using System.Globalization;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Library.Prints;

namespace Metarr.ProviderSimulator.Fanart;

/// <summary>One picture of a title.</summary>
/// <param name="Id">Fanart.tv's number for it.</param>
/// <param name="Kind">The array it stands in.</param>
/// <param name="Print">What the CDN has.</param>
/// <param name="Likes">How many like it.</param>
internal sealed record FanartPicture(int Id, FanartKind Kind, Print Print, int Likes)
{
    private static readonly string[] DiscTypes = ["bluray", "dvd", "3d"];

    /// <summary><c>all</c>, a number, or null where none is said.</summary>
    public string? Season { get; init; }

    /// <summary>Whether it came in the last days, and only a personal key shows it.</summary>
    public bool IsNewest { get; init; }

    /// <summary>The entry; every number is a text.</summary>
    public JsonObject Json(bool statesSizes)
    {
        var scheme = Id % 3 == 0 ? "https" : "http";
        var entry = new JsonObject
        {
            ["id"] = Text(Id),
            ["url"] = $"{scheme}://{FanartRoutes.Images.Name}{Print.Spec.FilePath}",
        };
        // Some old entries say no language at all.
        if (Id % 17 != 0)
            entry["lang"] = Language();
        entry["likes"] = Text(Likes);
        if (Season is not null)
            entry["season"] = Season;
        if (Kind.Name == "moviedisc")
        {
            entry["disc"] = Text(1 + Id % 2);
            entry["disc_type"] = DiscTypes[Id % DiscTypes.Length];
        }
        if (statesSizes)
        {
            entry["width"] = Text(Print.Spec.Width);
            entry["height"] = Text(Print.Spec.Height);
        }
        return entry;
    }

    /// <summary>Textless art is <c>""</c> or <c>00</c>; some languages are no ISO codes.</summary>
    private string Language() => Print.Language switch
    {
        null => Id % 2 == 0 ? "" : "00",
        "es" when Id % 4 == 0 => "cz",
        var language => language,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
