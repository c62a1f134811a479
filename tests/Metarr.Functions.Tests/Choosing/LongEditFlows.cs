using System.Net;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>Edits as long as they may be, in any script.</summary>
public sealed class LongEditFlows(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;

    [Theory]
    [InlineData('a')]
    [InlineData('я')]
    [InlineData('映')]
    [InlineData('"')]
    public async Task Every_field_takes_all_that_it_may_hold_together_with_the_others(char letter)
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        var (text, name) = (new string(letter, 10_000), new string(letter, 500));
        var names = Enumerable.Range(1000, 200).Select(number => $"{number}{new string(letter, 26)}").ToList();
        var edit = new Dictionary<string, object>
        {
            ["title"] = name, ["original_title"] = name, ["collection"] = name, ["content_rating"] = name,
            ["plot"] = text, ["outline"] = text, ["tagline"] = text,
            ["genres"] = names, ["directors"] = names, ["writers"] = names, ["studios"] = names, ["countries"] = names, ["keywords"] = names,
        };

        var edited = await app.DoAsync(HttpMethod.Patch, $"v1/movies/{id}", edit);
        var job = await app.EnrichAsync(id);

        Assert.Equal("completed", job["state"]!.GetValue<string>());
        var movie = await app.GetAsync($"v1/movies/{id}");
        Assert.Equal(edit.Keys.Order(), edited["lockedFields"]!.AsArray().Select(field => field!.GetValue<string>()).Order());
        Assert.Equal((name, text), (movie["metadata"]!["title"]!.GetValue<string>(), movie["metadata"]!["plot"]!.GetValue<string>()));
        Assert.Equal(names, movie["metadata"]!["keywords"]!.AsArray().Select(keyword => keyword!.GetValue<string>()));
        Assert.Equal(name, (await app.GetAsync("v1/movies"))["items"]![0]!["title"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("title", 501)]
    [InlineData("original_title", 501)]
    [InlineData("collection", 501)]
    [InlineData("content_rating", 501)]
    [InlineData("plot", 10_001)]
    [InlineData("outline", 10_001)]
    [InlineData("tagline", 10_001)]
    public async Task More_than_a_field_may_hold_is_refused(string field, int length)
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        var edit = new Dictionary<string, object> { [field] = new string('a', length) };

        var problem = await app.SendAsync(HttpMethod.Patch, $"v1/movies/{id}", edit).AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, problem["field"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(201, 10)]
    [InlineData(1, 201)]
    [InlineData(31, 200)]
    public async Task More_names_than_a_list_may_hold_are_refused(int count, int length)
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        var edit = new { keywords = Enumerable.Range(100, count).Select(number => $"{number}".PadRight(length, 'a')) };

        var problem = await app.SendAsync(HttpMethod.Patch, $"v1/movies/{id}", edit).AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("keywords", problem["field"]!.GetValue<string>());
    }
}
