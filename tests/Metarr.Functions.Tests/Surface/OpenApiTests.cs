using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Metarr.Functions.Surface;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Triggers;

namespace Metarr.Functions.Tests.Surface;

public sealed partial class OpenApiTests(LocalServices services)
{
    private static readonly IReadOnlyList<HttpFunction> Functions = [.. HttpFunction.In(typeof(MovieTriggers).Assembly).Where(function => function.Name != UnknownRouteTriggers.Name)];
    private static readonly JsonObject Document = OpenApiDocument.Of(typeof(MovieTriggers).Assembly, "/api");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_is_served_and_names_the_address_it_is_served_from()
    {
        await using var app = await TestApp.StartAsync(services);

        var served = (await app.Http.GetFromJsonAsync<JsonObject>("openapi.json", Cancelled))!;

        Assert.Equal("3.1.0", served["openapi"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(Document, served));
    }

    [Fact]
    public void Every_http_function_has_an_operation_with_a_name_of_its_own()
    {
        Assert.NotEmpty(Functions);
        var undescribed = Functions.Where(function => function.Operation is null).Select(function => $"{function.Name}: say what it is with [ApiOperation]");
        Assert.Empty(undescribed);
        var ids = Functions.SelectMany(function => function.Verbs.Select(
            method => Document["paths"]![function.Path]![method]!["operationId"]!.GetValue<string>())).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids.Count, Operations().Count());
    }

    [Fact]
    public void Every_operation_says_what_it_takes_and_what_it_answers()
    {
        foreach (var (path, method, operation) in Operations())
        {
            Assert.False(string.IsNullOrWhiteSpace(operation["summary"]!.GetValue<string>()));
            var named = PathParameter().Matches(path).Select(match => match.Groups[1].Value);
            var told = operation["parameters"]!.AsArray().Where(p => p!["in"]!.GetValue<string>() == "path").Select(p => p!["name"]!.GetValue<string>());
            Assert.Equal(named, told);
            Assert.Contains(operation["responses"]!.AsObject(), response => response.Key.StartsWith('2'));
            if (method is "get" or "delete") Assert.Null(operation["requestBody"]);
        }
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_none_leads_out_of_the_components()
    {
        var references = Reference().Matches(Document.ToJsonString()).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.Contains("#/components/schemas/MovieResponse", references);
        Assert.All(references, reference =>
        {
            Assert.StartsWith("#/components/schemas/", reference, StringComparison.Ordinal);
            Assert.NotNull(reference[2..].Split('/').Aggregate<string, JsonNode?>(Document, (node, name) => node?[name]));
        });
    }

    [Fact]
    public void Schemas_are_what_the_serializer_writes()
    {
        var movie = Document["components"]!["schemas"]!["MovieResponse"]!["properties"]!;
        Assert.Equal("string", movie["id"]!["type"]!.GetValue<string>());
        Assert.Equal(["discovered", "enriched"], movie["status"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal("array", movie["metadata"]!["properties"]!["genres"]!["type"]!.GetValue<string>());
        Assert.Contains("clearlogo", movie["lockedTypes"]!["items"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>()));
        var register = Document["components"]!["schemas"]!["RegisterMovie"]!["properties"]!.AsObject();
        Assert.Equal(["tmdbId", "imdbId", "title", "year", "monitored"], register.Select(property => property.Key));
    }

    [Fact]
    public void Every_problem_that_the_code_answers_with_is_in_the_catalogue_with_its_status()
    {
        var answered = Directory.EnumerateFiles(SourceFolder(), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(file => ProblemCall().Matches(File.ReadAllText(file)))
            .Select(match => (Code: match.Groups[2].Value, Status: int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)))
            .Distinct()
            .ToList();

        Assert.Contains(("movie-not-found", 404), answered);
        Assert.Empty(answered.Except(ProblemCatalogue.All.Select(kind => (kind.Code, kind.Status))));
        Assert.Equal(ProblemCatalogue.All.Count, ProblemCatalogue.All.Select(kind => kind.Code).Distinct().Count());
        Assert.Equal(
            ProblemCatalogue.All.Select(kind => kind.Code),
            Document["components"]!["schemas"]!["Problem"]!["properties"]!["code"]!["enum"]!.AsArray().Select(code => code!.GetValue<string>()));
    }

    [Fact]
    public async Task Every_parameter_of_the_list_that_is_described_is_understood()
    {
        await using var app = await TestApp.StartAsync(services);
        var parameters = Document["paths"]!["/v1/movies"]!["get"]!["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>());

        foreach (var name in parameters)
        {
            using var answer = await app.Http.GetAsync(new Uri($"v1/movies?{name}=", UriKind.Relative), Cancelled);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations() =>
        from path in Document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        select (path.Key, method.Key, method.Value!.AsObject());

    private static string SourceFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../functions/Metarr.Functions"));

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();

    [GeneratedRegex("\"\\$ref\":\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("StatusCodes\\.Status(\\d{3})\\w*,\\s*\"([a-z-]+)\"")]
    private static partial Regex ProblemCall();
}
