using Metarr.ProviderSimulator.Imaging;

namespace Metarr.ProviderSimulator.Library;

/// <summary>Someone who does not exist.</summary>
/// <param name="Id">The id of a person on TMDB.</param>
/// <param name="Name">First and last name.</param>
/// <param name="Gender">1 female, 2 male, 3 non-binary, 0 not said.</param>
/// <param name="ProfilePath">The path of a portrait, or null: one in six has none.</param>
/// <param name="Popularity">TMDB's figure of that name.</param>
internal sealed record Person(int Id, string Name, int Gender, string? ProfilePath, double Popularity);

/// <summary>A troupe of 180 people that all films draw from, so that one person plays in several.</summary>
internal static class InventedPeople
{
    private const int FirstId = 9_900_001;
    private const int TroupeSize = 180;

    private static readonly string[] GivenNames =
    [
        "Aldous", "Brisa", "Cosima", "Dorrit", "Evander", "Fenna", "Gideon", "Hesper", "Ilario", "Juniper", "Kestrel", "Leopold",
        "Mirabel", "Nestor", "Oriel", "Perpetua", "Quillon", "Rosamund", "Silvan", "Tamsin", "Ulric", "Verity", "Wilhelmina",
        "Xanthe", "Yorick", "Zenobia", "Ambrose", "Beatrix", "Caspian", "Delphine",
    ];

    private static readonly string[] FamilyNames =
    [
        "Applethwick", "Brambleforth", "Cindermoor", "Duskelby", "Emberquist", "Fallowby", "Grindlestone", "Hobbleworth",
        "Inkermarsh", "Jollivane", "Kettlebrook", "Larkentide", "Mosswick", "Nettlecombe", "Oxenfeld", "Pennywhistler",
        "Quagmire-Holt", "Rookhampton", "Saltmeadow", "Thistledown", "Underbarrow", "Vellacott-Moon", "Wobbleton", "Yarrowgate",
    ];

    public static IReadOnlyList<Person> All { get; } = [.. Enumerable.Range(0, TroupeSize).Select(Invent)];

    private static Person Invent(int index)
    {
        var dice = new Dice(StableHash.Mix(0x9E09E, (ulong)index));
        // Two coprime strides: no name comes twice among the first 720.
        var name = $"{GivenNames[index % GivenNames.Length]} {FamilyNames[(index + index / 24 * 7) % FamilyNames.Length]}";
        var portrait = dice.Chance(1.0 / 6) ? null : ArtName.Of(dice, ".jpg");
        return new(FirstId + index, name, dice.Below(4), portrait, dice.Between(1, 9000) / 1000.0);
    }
}
