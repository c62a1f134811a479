using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using static Metarr.Enrichment.Tests.Providers.ScriptedHandler;
using static Metarr.Enrichment.Tests.Providers.Tmdb.TmdbFixture;

namespace Metarr.Enrichment.Tests.Providers.Tmdb;

public sealed class TmdbRecordingTests
{
    [Fact]
    public void A_recorded_movie_reads_as_its_page_does()
    {
        var fetched = Read(Recordings.Read("tmdb/3/movie/49026.json"));

        Assert.Equal(new ExternalIds(49026, "tt1345836"), fetched.Ids);
        var metadata = fetched.Metadata;
        Assert.StartsWith("Following the death of District Attorney Harvey Dent", metadata.Plot, StringComparison.Ordinal);
        Assert.Equal(20, metadata.Keywords.Count);
        Assert.Equal("airplane", metadata.Keywords[0]);
        Assert.Equal(
            new TitleMetadata
            {
                Title = "The Dark Knight Rises",
                OriginalTitle = "The Dark Knight Rises",
                OriginalLanguage = "en",
                Tagline = "The legend ends.",
                ReleaseDate = new DateOnly(2012, 7, 17),
                Runtime = 165,
                Collection = "The Dark Knight Collection",
                Genres = ["Action", "Crime", "Drama", "Thriller"],
                Directors = ["Christopher Nolan"],
                Writers = ["Christopher Nolan", "David S. Goyer", "Jonathan Nolan"],
                Studios = ["Syncopy", "Legendary Pictures", "Warner Bros. Pictures", "DC"],
                Countries = ["United Kingdom", "United States of America"],
                TmdbRating = 7.795,
                TmdbVotes = 24327,
            },
            metadata with { Plot = null, Keywords = [] });
    }

    [Fact]
    public void All_recorded_images_are_offered_each_once()
    {
        var candidates = Read(Recordings.Read("tmdb/3/movie/49026.json")).Candidates;

        Assert.Equal(
            [(AssetType.Poster, 229), (AssetType.Fanart, 80), (AssetType.ClearLogo, 57), (AssetType.Landscape, 29)],
            candidates.CountBy(candidate => candidate.Type)
                .Select(pair => (pair.Key, pair.Value))
                .OrderByDescending(pair => pair.Value));
        Assert.Equal(13, candidates.Count(candidate => candidate is { Type: AssetType.Poster, Language: null }));
        var backdrop = Assert.Single(candidates, candidate => candidate.ProviderAssetId == "/7Ni4ZNVT367vZBR6BJqN4yJtjLh.jpg");
        Assert.Equal((AssetType.Landscape, "pt", "PT", 1920, 1080, 3.334, 2), (backdrop.Type, backdrop.Language, backdrop.Region,
            backdrop.StatedWidth, backdrop.StatedHeight, backdrop.VoteAverage, backdrop.VoteCount));
        Assert.Equal(2, candidates.Count(candidate => candidate.ProviderAssetId.EndsWith(".svg", StringComparison.Ordinal)));
        Assert.DoesNotContain(candidates, candidate => candidate.Url.AbsolutePath.EndsWith(".svg", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("US", "2013-02-14", "R")]
    [InlineData("GB", "2013-02-14", "12A")]
    [InlineData("DE", "2013-02-14", "16")]
    [InlineData("XX", "2013-02-06", null)]
    public void A_movie_recorded_in_parts_reads_as_if_appended(string country, string date, string? rating)
    {
        var movie = Part("tmdb/3/movie/47964.json");
        foreach (var part in new[] { "credits", "images", "keywords", "release_dates", "videos" })
            movie[part] = Part($"tmdb/3/movie/47964/{part}.json");

        var fetched = Read(movie.ToJsonString(), country);

        Assert.Equal(new ExternalIds(47964, "tt1606378"), fetched.Ids);
        Assert.Equal(
            (new DateOnly(2013, 2, int.Parse(date[^2..], System.Globalization.CultureInfo.InvariantCulture)), rating),
            (fetched.Metadata.ReleaseDate!.Value, fetched.Metadata.ContentRating));
        Assert.Equal("A Good Day to Die Hard", fetched.Metadata.Title);
        Assert.Equal(["Action", "Thriller"], fetched.Metadata.Genres);
        Assert.Equal((98, 5.333, 6744), (fetched.Metadata.Runtime, fetched.Metadata.TmdbRating, fetched.Metadata.TmdbVotes));
        Assert.Equal("Die Hard Collection", fetched.Metadata.Collection);
        Assert.Equal(["John Moore"], fetched.Metadata.Directors);
        Assert.Equal(["Skip Woods"], fetched.Metadata.Writers);
        Assert.Equal(9, fetched.Metadata.Studios.Count);
        Assert.Equal(20, fetched.Metadata.Keywords.Count);
        Assert.Equal(135 + 38 + 33, fetched.Candidates.Count);
        Assert.Equal(18, fetched.Candidates.Count(candidate => candidate.Type is AssetType.Fanart));
    }

    [Fact]
    public void A_recorded_movie_with_blank_fields_has_no_date()
    {
        var fetched = Read(Recordings.Read("tmdb/quirks/movie-blank-homepage-release-date.json"));

        Assert.Equal(new ExternalIds(9443, "tt0082158"), fetched.Ids);
        Assert.Equal("Chariots of Fire", fetched.Metadata.Title);
        Assert.Null(fetched.Metadata.ReleaseDate);
        Assert.Null(fetched.Metadata.Collection);
        Assert.Equal(124, fetched.Metadata.Runtime);
    }

    [Theory]
    [InlineData("tmdb/3/find/tt0088247.json", "218")]
    [InlineData("tmdb/quirks/find-imdb-id-movie.json", "550")]
    [InlineData("tmdb/quirks/find-results.json", "550")]
    [InlineData("tmdb/3/find/tt0903747.json", null)]
    public async Task A_recorded_look_up_leads_to_its_movie(string recording, string? id)
    {
        var body = System.Text.Encoding.UTF8.GetString(Recordings.Read(recording));
        using var tmdb = new ScriptedHandler(Json(body), Json($$"""{"id":{{id ?? "0"}}}"""));

        var answer = await Client(tmdb).FetchAsync(
            Request(null, "tt1"), new ProviderContext(CallPriority.Interactive), TestContext.Current.CancellationToken);

        if (id is null) Assert.IsType<ProviderResult.NotFound>(answer);
        else Assert.EndsWith($"/movie/{id}", tmdb.Urls[1].AbsolutePath, StringComparison.Ordinal);
    }

    private static JsonObject Part(string path) => JsonNode.Parse(Recordings.Read(path))!.AsObject();
}
