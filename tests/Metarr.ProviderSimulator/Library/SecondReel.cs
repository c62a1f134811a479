namespace Metarr.ProviderSimulator.Library;

/// <summary>The other twelve invented films.</summary>
internal static class SecondReel
{
    public static IReadOnlyList<FilmSketch> Films { get; } =
    [
        new("Moth Season", "2023-10-13", 94, "R", 72)
        {
            Genres = ["Horror", "Mystery"],
            Tagline = "Leave the light on. They are owed it.",
            Overview = "A lighthouse keeper's daughter comes home to sell the lamp and finds that something has been paying the "
                + "electricity bill, to the day, in wings.",
            Keywords = ["lighthouse", "moth", "inheritance", "debt"],
        },
        new("The Velvet Bureau", "2012-09-06", 115, "PG-13", 30)
        {
            Genres = ["Thriller", "History"],
            Tagline = "Knock softly.",
            Overview = "In an embassy with more doors than rooms, a junior translator is asked to interpret a silence that has "
                + "lasted since the armistice.",
            Keywords = ["embassy", "translator", "cold war", "silence"],
            Country = "GB",
        },
        new("Kitsune Line", "2018-03-02", 107, "PG", 64)
        {
            Genres = ["Animation", "Fantasy"],
            Tagline = "Mind the gap. It minds you.",
            Overview = "A schoolgirl rides to the end of an underground line that is on no plan and is asked, by a fox in a "
                + "stationmaster's cap, where she would like it to go next.",
            Keywords = ["fox spirit", "underground railway", "coming of age"],
            Language = "ja",
            Country = "JP",
            OriginalTitle = "狐線",
        },
        new("Three Percent Ghost", "2021-10-29", 99, "PG-13", 26)
        {
            Genres = ["Comedy", "Horror"],
            Tagline = "Statistically, he is fine.",
            Overview = "After an ancestry test returns an unusual result, a loss adjuster begins to pass through some, but by no "
                + "means all, of the doors in his life.",
            Keywords = ["ghost", "ancestry test", "insurance"],
        },
        new("The Last Good Elevator", "2010-08-27", 86, "PG", 22)
        {
            Genres = ["Drama"],
            Keywords = ["elevator", "strangers"],
        },
        new("Cinnamon Republic", "2016-05-20", 119, "PG-13", 38)
        {
            Genres = ["Comedy", "War"],
            Tagline = "One bakery. No extradition.",
            Overview = "To avoid a parking fine a baker declares independence, and is dismayed to be recognised by Portugal.",
            Keywords = ["bakery", "independence", "satire"],
        },
        new("O Inverno dos Papagaios", "2019-08-22", 128, "PG-13", 42)
        {
            Genres = ["Drama", "Family"],
            Tagline = "Eles lembram de tudo.",
            Overview = "When the parrots of a coastal town begin to repeat a conversation nobody admits to having had, three "
                + "sisters agree for the first time in years: it was not them.",
            Keywords = ["parrot", "sisters", "secret"],
            Language = "pt",
            Country = "BR",
            OriginalTitle = "O Inverno dos Papagaios",
        },
        new("Gravel and Gold Leaf", "2014-02-21", 110, "R", 25)
        {
            Genres = ["Crime", "Comedy"],
            Tagline = "The frame was worth more.",
            Overview = "Two road workers steal a painting by accident, restore it by instinct, and cannot give it back because "
                + "it is now much too good.",
            Keywords = ["art theft", "road works", "forgery"],
        },
        new("The Cloud Librarian", "2022-12-09", 136, "PG", 90)
        {
            Genres = ["Fantasy", "Adventure", "Family"],
            Tagline = "Overdue since the flood.",
            Overview = "High above the weather, an apprentice shelves every cloud that was ever a dragon. One of them has been "
                + "borrowed and has no intention of coming back as rain.",
            Keywords = ["library", "cloud", "dragon", "apprentice"],
        },
        new("El Faro Prestado", "2017-06-16", 103, "PG-13", 34)
        {
            Genres = ["Romance", "Comedy"],
            Tagline = "Se devuelve antes del amanecer.",
            Overview = "A smuggler borrows a lighthouse for one night and returns it facing the wrong way.",
            Keywords = ["lighthouse", "smuggler", "night"],
            Language = "es",
            Country = "ES",
            OriginalTitle = "El Faro Prestado",
        },
        new("Ballad of the Spare Key", "2024-04-05", 113, "PG-13", 54)
        {
            Genres = ["Music", "Drama"],
            Tagline = "Under the mat. Under the moon.",
            Overview = "A songwriter who writes only about houses she has been locked out of falls for a man who has never "
                + "owned a door.",
            Keywords = ["songwriter", "homeless", "key"],
        },
        new("An Inventory of Small Thunder", "2023-02-03", 148, "PG-13", 62)
        {
            Genres = ["Science Fiction", "Drama"],
            Overview = "Two archivists catalogue every sound the Earth made in its last quiet year, and disagree about the final "
                + "entry.",
            Keywords = ["archive", "sound", "end of the world"],
        },
    ];
}
