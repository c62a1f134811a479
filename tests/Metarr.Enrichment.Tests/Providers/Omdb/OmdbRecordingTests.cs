using System.Net;
using System.Text;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using static Metarr.Enrichment.Tests.Providers.Omdb.OmdbFixture;
using static Metarr.Enrichment.Tests.Providers.ScriptedHandler;

namespace Metarr.Enrichment.Tests.Providers.Omdb;

public sealed class OmdbRecordingTests
{
    public static TheoryData<string, string, TitleMetadata> Titles { get; } = new()
    {
        {
            "title_tomatoes", "tt1375666", new TitleMetadata
            {
                Title = "Inception", ContentRating = "PG-13", ReleaseDate = new DateOnly(2010, 7, 16), Runtime = 148,
                Genres = ["Action", "Mystery", "Sci-Fi"], Directors = ["Christopher Nolan"], Writers = ["Christopher Nolan"],
                Studios = ["Warner Bros. Pictures"], ImdbRating = 8.8, ImdbVotes = 1434451, RottenTomatoesScore = 86, MetacriticScore = 74,
                Outline = "A thief, who steals corporate secrets",
                Countries = ["USA", "UK"],
            }
        },
        {
            "id_existing", "tt0411008", new TitleMetadata
            {
                Title = "Lost", ContentRating = "TV-14", ReleaseDate = new DateOnly(2004, 9, 22), Runtime = 44,
                Genres = ["Adventure", "Drama", "Fantasy"], Writers = ["J.J. Abrams", "Jeffrey Lieber", "Damon Lindelof"],
                ImdbRating = 8.4, ImdbVotes = 370927, Outline = "The survivors of a plane crash",
                Countries = ["USA"],
            }
        },
        {
            "title_plot", "tt0944947", new TitleMetadata
            {
                Title = "Game of Thrones", ContentRating = "TV-MA", ReleaseDate = new DateOnly(2011, 4, 17), Runtime = 56,
                Genres = ["Adventure", "Drama", "Fantasy"], Writers = ["David Benioff", "D.B. Weiss"], ImdbRating = 9.5, ImdbVotes = 973403,
                Outline = "While a civil war brews",
                Countries = ["USA", "UK"],
            }
        },
        {
            "title_episode", "tt2356777", new TitleMetadata
            {
                Title = "True Detective", ContentRating = "TV-MA", ReleaseDate = new DateOnly(2014, 1, 12), Runtime = 55,
                Genres = ["Crime", "Drama", "Mystery"], Writers = ["Nic Pizzolatto"], ImdbRating = 9.1, ImdbVotes = 314228,
                Outline = "An anthology series",
                Countries = ["USA"],
            }
        },
        {
            "title_season_and_episode", "tt2657398", new TitleMetadata
            {
                Title = "The Long Bright Dark", ContentRating = "TV-MA", ReleaseDate = new DateOnly(2014, 1, 12), Runtime = 58,
                Genres = ["Crime", "Drama", "Mystery"], Directors = ["Cary Joji Fukunaga"], Writers = ["Nic Pizzolatto"],
                ImdbRating = 9.0, ImdbVotes = 10914, Outline = "In 2012, former detective partners",
                Countries = ["USA"],
            }
        },
        {
            "title_valid", "tt0251413", new TitleMetadata
            {
                Title = "Star Wars", ReleaseDate = new DateOnly(1983, 5, 1), Genres = ["Action", "Adventure", "Sci-Fi"],
                ImdbRating = 7.9, ImdbVotes = 344,
                Countries = ["USA"],
            }
        },
    };

    [Theory]
    [MemberData(nameof(Titles), DisableDiscoveryEnumeration = true)]
    public void A_recorded_title_reads_as_its_page_does(string recording, string imdbId, TitleMetadata expected)
    {
        var fetched = Read(Recordings.Read($"omdb/{recording}.json"));

        Assert.Equal(new ExternalIds(ImdbId: imdbId), fetched.Ids);
        Assert.StartsWith(expected.Outline ?? "", fetched.Metadata.Outline ?? "", StringComparison.Ordinal);
        Assert.Equal(fetched.Metadata.Outline, fetched.Metadata.Plot);
        Assert.Equal(expected with { Outline = null }, fetched.Metadata with { Outline = null, Plot = null });
        Assert.Empty(fetched.Candidates);
    }

    [Theory]
    [InlineData("id_nonexistent", 200, typeof(ProviderResult.NotFound))]
    [InlineData("title_nonexistent", 200, typeof(ProviderResult.NotFound))]
    [InlineData("search_empty", 200, typeof(ProviderResult.NotFound))]
    [InlineData("error_getting_data", 200, typeof(ProviderResult.NotFound))]
    [InlineData("search_results", 200, typeof(ProviderResult.Unavailable))]
    [InlineData("error_401_invalid_key", 401, typeof(ProviderResult.Unauthorized))]
    [InlineData("error_401_no_key", 401, typeof(ProviderResult.Unauthorized))]
    [InlineData("error_401_request_limit", 401, typeof(ProviderResult.RateLimited))]
    public async Task A_recorded_refusal_is_an_answer_of_its_kind(string recording, int status, Type expected)
    {
        var body = Encoding.UTF8.GetString(Recordings.Read($"omdb/{recording}.json"));
        using var omdb = new ScriptedHandler(Json(body, (HttpStatusCode)status));

        Assert.IsType(expected, await Client(omdb).FetchAsync(
            Request(), new ProviderContext(CallPriority.Interactive), TestContext.Current.CancellationToken));
    }
}
