using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Metarr.Enrichment.Tests.Simulator;

public sealed class TmdbApiTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("movie/900001", "")]
    [InlineData("movie/900001?api_key=wrong", "")]
    [InlineData("movie/900001", "wrong")]
    public async Task A_request_without_a_good_credential_is_refused_as_TMDB_refuses_it(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(simulator.Host.TmdbApi, path));
        if (token.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using var response = await simulator.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(7, (int)(await SimulatorFixture.ReadAsync(response))["status_code"]!);
    }

    [Fact]
    public async Task A_read_token_opens_the_door_without_a_key()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(simulator.Host.TmdbApi, "movie/900001"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", simulator.Host.Options.TmdbReadToken);

        using var response = await simulator.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("movie/1")]
    [InlineData("movie/abc")]
    [InlineData("movie/900001/nonsense")]
    [InlineData("nowhere")]
    public async Task What_is_unknown_is_404_with_code_34(string path)
    {
        using var response = await simulator.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(34, (int)(await SimulatorFixture.ReadAsync(response))["status_code"]!);
    }

    [Fact]
    public async Task A_body_that_is_known_is_not_sent_again()
    {
        using var first = await simulator.GetAsync("movie/900001");
        using var request = new HttpRequestMessage(HttpMethod.Get, first.RequestMessage!.RequestUri);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await simulator.Http.SendAsync(request, Cancellation);

        Assert.True(first.Headers.ETag!.IsWeak);
        Assert.NotNull(first.Headers.CacheControl!.MaxAge);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task Appended_parts_stand_in_the_body_without_an_id_and_unknown_ones_are_left_out()
    {
        var body = await simulator.GetJsonAsync(
            "movie/900001?append_to_response=credits,images,release_dates,videos,external_ids,keywords,nonsense");

        Assert.All(
            ["credits", "images", "release_dates", "videos", "external_ids", "keywords"],
            part => Assert.False(body[part]!.AsObject().ContainsKey("id"), part));
        Assert.False(body.ContainsKey("nonsense"));
        Assert.Equal(900001, (int)body["id"]!);
    }

    [Fact]
    public async Task A_title_alone_carries_no_parts()
    {
        var body = await simulator.GetJsonAsync("movie/900001");

        Assert.False(body.ContainsKey("images"));
        Assert.False(body.ContainsKey("credits"));
    }

    [Fact]
    public async Task More_than_twenty_parts_are_refused()
    {
        var parts = string.Join(',', Enumerable.Repeat("images", 21));

        using var response = await simulator.GetAsync($"movie/900001?append_to_response={parts}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("include_image_language=de,null", "de|-")]
    [InlineData("include_image_language=de", "de")]
    [InlineData("language=de-DE", "de")]
    [InlineData("language=de&include_image_language=en,null", "-|en")]
    [InlineData("include_image_language=pt-BR", "pt")]
    [InlineData("include_image_language=pt-PT", "")]
    public async Task Only_images_of_the_wanted_languages_are_listed(string query, string expected)
    {
        var images = await simulator.GetJsonAsync($"movie/900003/images?{query}");

        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(), LanguagesOf(images));
    }

    [Fact]
    public async Task All_images_are_listed_when_no_language_is_named()
    {
        var images = await simulator.GetJsonAsync("movie/900003/images");

        Assert.Equal(["-", "de", "en", "es", "fr", "ja", "pt"], LanguagesOf(images));
    }

    [Fact]
    public async Task A_film_is_found_by_its_imdb_id()
    {
        var found = await simulator.GetJsonAsync("find/tt9900005?external_source=imdb_id");

        var row = Assert.Single(found["movie_results"]!.AsArray())!;
        Assert.Equal(900005, (int)row["id"]!);
        Assert.Equal("movie", (string)row["media_type"]!);
        Assert.Empty(found["tv_results"]!.AsArray());
    }

    [Theory]
    [InlineData("find/tt0000000?external_source=imdb_id")]
    [InlineData("find/12345?external_source=tvdb_id")]
    [InlineData("find/tt9900005?external_source=tvdb_id")]
    public async Task A_find_that_knows_nothing_has_empty_lists(string path)
    {
        var found = await simulator.GetJsonAsync(path);

        Assert.Equal(5, found.Count);
        Assert.All(found, list => Assert.Empty(list.Value!.AsArray()));
    }

    [Fact]
    public async Task A_find_has_to_say_whose_id_it_means()
    {
        using var response = await simulator.GetAsync("find/tt9900005");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task The_configuration_names_the_image_sizes_and_the_changes_feed_is_there()
    {
        var configuration = await simulator.GetJsonAsync("configuration");
        var changes = await simulator.GetJsonAsync("movie/changes?page=1");

        Assert.Contains("w780", configuration["images"]!["poster_sizes"]!.AsArray().Select(size => (string)size!));
        Assert.Empty(changes["results"]!.AsArray());
    }

    private static IEnumerable<string> LanguagesOf(JsonObject images) => new[] { "posters", "backdrops", "logos" }
        .SelectMany(list => images[list]!.AsArray())
        .Select(image => (string?)image!["iso_639_1"] ?? "-").Distinct().Order(StringComparer.Ordinal);
}
