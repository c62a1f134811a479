using System.Text;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;

namespace Metarr.Enrichment.Tests.Publishing;

/// <summary>Makes movies for the tests of publishing.</summary>
internal static class Movies
{
    public static readonly TitleMetadata Told = new()
    {
        Title = "The <Loud> & \"Quiet\" Film",
        OriginalTitle = "Der Film",
        Plot = "One.\nTwo.",
        Outline = "Short.",
        Tagline = "It's here.",
        ImdbRating = 8.7,
        ImdbVotes = 1234,
        TmdbRating = 8.25,
        TmdbVotes = 77,
        RottenTomatoesScore = 88,
        MetacriticScore = 73,
        ReleaseDate = new DateOnly(1999, 3, 31),
        Runtime = 136,
        ContentRating = "R",
        Collection = "The Films",
        Genres = ["Action", "Drama"],
        Directors = ["Ann", "Bob"],
        Writers = ["Cid"],
        Studios = ["Studio One"],
        Countries = ["Japan", "United Kingdom"],
        Keywords = ["dream"],
    };

    public static PublishableTitle Of(TitleMetadata metadata, params PublishableArt[] art) => new(
        new Title(TitleId.Movie("603"), new ExternalIds(603, "tt0133093", 169)) { Metadata = metadata },
        [
            new CastMember(1, 6384, "Kim") { Character = "The One", PortraitUrl = new Uri("https://images.example/kim.jpg") },
            new CastMember(2, 2975, "Lee"),
        ],
        [.. art]);

    public static PublishableArt Art(AssetType type, string content, string extension = "jpg")
    {
        var sha = Sha(content);
        return new PublishableArt(type, sha, extension, $"{type.Name()}/{sha}.{extension}") { Url = new Uri($"https://images.example/{content}.{extension}") };
    }

    public static Sha256Hash Sha(string content) => Sha256Hash.Of(Encoding.UTF8.GetBytes(content));
}
