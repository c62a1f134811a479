namespace Metarr.ProviderSimulator.Library;

/// <summary>The first twelve invented films.</summary>
internal static class FirstReel
{
    public static IReadOnlyList<FilmSketch> Films { get; } =
    [
        new("The Cartographer's Alibi", "2019-03-14", 118, "PG-13", 84)
        {
            Genres = ["Mystery", "Thriller"],
            Tagline = "Every map leaves something out.",
            Overview = "A mapmaker is accused of murder in a town she is certain she invented. To clear her name she has to find "
                + "the one street she never drew, and the neighbour who has been paying rent there since 1974.",
            Keywords = ["map", "false accusation", "small town", "unreliable geography"],
        },
        new("Low Tide at Emberwick", "2016-10-07", 104, "PG", 36)
        {
            Genres = ["Drama", "Romance"],
            Tagline = "Twice a day, the truth comes out.",
            Overview = "Two rival mussel farmers discover that the letters washing up on their beach are addressed to each "
                + "other, sent thirty years from now, and mostly about the drains.",
            Keywords = ["sea", "letters", "rivals to lovers", "mussels"],
            Country = "GB",
        },
        new("Seven Hundred Umbrellas", "2021-06-25", 132, "PG-13", 200)
        {
            Genres = ["Adventure", "Comedy"],
            Tagline = "The forecast was a lie. The umbrellas were not.",
            Overview = "The night shift of a lost-property office takes the unclaimed umbrellas of an entire city on one last "
                + "journey, pursued by a weatherman who needs it to rain and a minister who has promised that it will not.",
            Keywords = ["umbrella", "road trip", "lost and found", "weather"],
        },
        new("Der Nachtschaffner", "2014-11-20", 97, "R", 44)
        {
            Genres = ["Crime", "Drama"],
            Tagline = "Die Fahrkarten, bitte. Alle.",
            Overview = "The conductor of the last night train to Tremmelau notices that one passenger has been aboard for eleven "
                + "years, has a valid ticket, and has begun to give orders to the engine.",
            Keywords = ["night train", "conductor", "bureaucracy"],
            Language = "de",
            Country = "DE",
            OriginalTitle = "Der Nachtschaffner",
        },
        new("Orbit of the Tin Orchard", "2022-08-19", 141, "PG-13", 96)
        {
            Genres = ["Science Fiction", "Adventure"],
            Tagline = "Gravity is a matter of taste.",
            Overview = "On a station that grows fruit for a planet nobody has heard from in a while, the junior gardener learns "
                + "that the trees have been steering.",
            Keywords = ["space station", "orchard", "artificial gravity", "talking tree"],
        },
        new("Mrs. Halloway Regrets", "2011-02-11", 89, "PG", 28)
        {
            Genres = ["Comedy"],
            Tagline = "She cannot attend. She is already there.",
            Overview = "A retired actress declines every invitation in the county by arriving at the party to do so in person.",
            Keywords = ["party", "retirement", "etiquette"],
            Country = "GB",
        },
        new("The Ninth Locksmith", "2018-09-28", 109, "R", 58)
        {
            Genres = ["Crime", "Thriller"],
            Tagline = "Eight of them opened it. One knew why it was shut.",
            Overview = "A safe that has ruined eight careers is delivered to a locksmith who only ever wanted to cut bicycle "
                + "keys. Inside, according to the shipping label, is the ninth.",
            Keywords = ["heist", "safe", "locksmith"],
        },
        new("Paper Lions", "2009-05-01", null, "G", 24)
        {
            Genres = ["Animation", "Family", "Fantasy"],
            Overview = "Folded in a hurry and left out in the rain, a pride of origami lions sets off to find the child who "
                + "knows the last crease.",
            Keywords = ["origami", "lion", "lost toy"],
        },
        new("A Minor Apocalypse in B Flat", "2017-12-15", 126, "PG-13", 48)
        {
            Genres = ["Music", "Comedy", "Fantasy"],
            Tagline = "The end is nigh. Please hold your applause.",
            Overview = "A provincial brass band misreads one note of a newly found march and opens a door under the bandstand. "
                + "The door is polite about it, but it would like an encore.",
            Keywords = ["brass band", "apocalypse", "village"],
        },
        new("Les Horloges de Sainte-Aube", "2013-04-17", 112, "PG-13", 40)
        {
            Genres = ["Drama", "Mystery"],
            Tagline = "Il est toujours l'heure de mentir.",
            Overview = "In a village where no two clocks agree, the new teacher is hired to say what time it is, and dismissed "
                + "for being right.",
            Keywords = ["clock", "village", "teacher"],
            Language = "fr",
            Country = "FR",
            OriginalTitle = "Les Horloges de Sainte-Aube",
        },
        new("Understudy for a Hurricane", "2020-01-31", 101, "PG-13", 32)
        {
            Genres = ["Drama", "Comedy"],
            Tagline = "The show must go on, and so must the roof.",
            Overview = "When the storm that was meant to close the theatre fails to arrive, the stage manager has to play it.",
            Keywords = ["theatre", "storm", "stage manager"],
        },
        new("The Salt Accountant", "2015-07-10", 122, "R", 20)
        {
            Genres = ["Western", "Drama"],
            Tagline = "He came to settle the books.",
            Overview = "An auditor rides into a mining town with two pencils and a ledger that does not forgive. By nightfall "
                + "one of the pencils is gone.",
            Keywords = ["accountant", "mining town", "ledger"],
        },
    ];
}
