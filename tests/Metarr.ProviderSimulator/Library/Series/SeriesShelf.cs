namespace Metarr.ProviderSimulator.Library.Series;

/// <summary>The four invented series.</summary>
internal static class SeriesShelf
{
    public static IReadOnlyList<SeriesSketch> All { get; } =
    [
        new("The Lamplighter Division", new(2015, 9, 14), 52, "TV-14", 48)
        {
            Genres = ["Crime", "Mystery"],
            Episodes = [6, 8, 6],
            Specials = 2,
            Network = "Halfpenny One",
            Tagline = "Someone has to go round and put them out.",
            Overview = "A police division nobody remembers founding investigates crimes that were committed in the dark, by "
                + "relighting them one street lamp at a time.",
            Country = "GB",
        },
        new("Gravel & Stardust", new(2021, 2, 5), 44, "TV-PG", 36)
        {
            Genres = ["Sci-Fi & Fantasy", "Comedy"],
            Episodes = [8, 5],
            Continues = true,
            Network = "Kettle+",
            Tagline = "Delivery included.",
            Overview = "A family haulage firm wins the contract to move a small moon and finds that it comes with tenants, "
                + "two of whom have lawyers.",
        },
        new("Das stille Stellwerk", new(2018, 11, 2), 48, "TV-MA", 30)
        {
            Genres = ["Drama"],
            Episodes = [6],
            Network = "Kanal Halbmond",
            Overview = "A signalman on a line that closed in 1989 goes on setting the points every night. On the first of "
                + "November a train is on time.",
            Language = "de",
            Country = "DE",
            OriginalTitle = "Das stille Stellwerk",
        },
        new("Tanuki Post Office", new(2012, 4, 8), 24, "TV-Y7", 26)
        {
            Genres = ["Animation", "Family"],
            Episodes = [12, 10],
            Specials = 1,
            Network = "Kumo TV",
            Tagline = "Every parcel arrives. Not always as a parcel.",
            Overview = "In a mountain village a raccoon dog inherits a post office, a bicycle it cannot ride and three hundred "
                + "letters that do not want to be opened.",
            Language = "ja",
            Country = "JP",
            OriginalTitle = "たぬき郵便局",
        },
    ];
}
