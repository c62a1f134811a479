using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>What people do with the art of a movie, over HTTP.</summary>
internal static class ArtSteps
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Sends a request with a JSON body, or none.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this TestApp app, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await app.Http.SendAsync(request, Cancelled);
    }

    /// <summary>Sends a file as the body.</summary>
    public static async Task<HttpResponseMessage> SendFileAsync(this TestApp app, string path, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        return await app.Http.PostAsync(new Uri(path, UriKind.Relative), body, Cancelled);
    }

    /// <summary>Sends a request that must succeed.</summary>
    public static async Task<JsonObject> DoAsync(this TestApp app, HttpMethod method, string path, object? body = null)
    {
        using var answer = await app.SendAsync(method, path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        return await TestApp.DataAsync(answer);
    }

    /// <summary>Sends a file that must be taken.</summary>
    public static async Task<JsonObject> DoWithFileAsync(this TestApp app, string path, byte[] content)
    {
        using var answer = await app.SendFileAsync(path, content);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await TestApp.DataAsync(answer);
    }

    /// <summary>Asserts that a request is refused with a code.</summary>
    public static async Task<JsonObject> AssertRefusedAsync(this Task<HttpResponseMessage> asked, HttpStatusCode status, string code)
    {
        using var answer = await asked;
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
        Assert.Equal((status, code), (answer.StatusCode, problem["code"]!.GetValue<string>()));
        return problem;
    }

    /// <summary>The art of one type.</summary>
    public static async Task<JsonObject> ArtAsync(this TestApp app, string id, string type) =>
        (await app.GetAsync($"v1/movies/{id}/assets"))["types"]!.AsArray().Single(entry => entry!["type"]!.GetValue<string>() == type)!.AsObject();

    /// <summary>The keys of what is selected of a type.</summary>
    public static async Task<IReadOnlyList<string>> SelectedAsync(this TestApp app, string id, string type = "poster") =>
        Selected(await app.ArtAsync(id, type));

    public static IReadOnlyList<string> Selected(JsonObject art) => [.. art["selected"]!.AsArray().Select(key => key!.GetValue<string>())];

    /// <summary>The keys of all candidates of a type, best first.</summary>
    public static async Task<IReadOnlyList<string>> KeysAsync(this TestApp app, string id, string type = "poster") =>
        [.. (await app.ArtAsync(id, type))["candidates"]!.AsArray().Select(candidate => candidate!["key"]!.GetValue<string>())];

    /// <summary>The bytes of a picture that no film of the library lists as its own: another film's.</summary>
    public static async Task<byte[]> PictureAsync(this TestApp app, int film, int index = 0)
    {
        using var http = new HttpClient { BaseAddress = app.Simulator.TmdbApi };
        http.DefaultRequestHeaders.Authorization = new("Bearer", app.Simulator.Options.TmdbReadToken);
        var images = (await http.GetFromJsonAsync<JsonObject>($"movie/{film}/images", Cancelled))!;
        var path = images["posters"]![index]!["file_path"]!.GetValue<string>();
        return await http.GetByteArrayAsync(new Uri(app.Simulator.TmdbImages, $"original{path}"), Cancelled);
    }
}
