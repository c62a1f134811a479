using System.Text;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Providers;
using static Metarr.Enrichment.Tests.Providers.Tmdb.TmdbFixture;

namespace Metarr.Enrichment.Tests.Providers.Tmdb;

public sealed class TmdbDamageTests
{
    private const string Movie = """
        {"id":603,"imdb_id":"tt0133093","title":"The Matrix","original_title":"The Matrix","original_language":"en",
         "overview":"Plot.","tagline":"Slogan.","release_date":"1999-03-30","runtime":136,"vote_average":8.2,"vote_count":26000,
         "belongs_to_collection":{"id":2344,"name":"The Matrix Collection"},"genres":[{"id":28,"name":"Action"}],
         "production_companies":[{"id":79,"name":"Village Roadshow Pictures"}],
         "credits":{"cast":[],"crew":[{"name":"Lana Wachowski","job":"Director","department":"Directing"}]},
         "images":{"backdrops":[{"file_path":"/b.jpg","width":1920,"height":1080,"iso_639_1":null,"iso_3166_1":null,
         "vote_average":5.5,"vote_count":4}],"logos":[{"file_path":"/l.png"}],"posters":[{"file_path":"/p.jpg"}]},
         "release_dates":{"results":[{"iso_3166_1":"US","release_dates":[{"certification":"R",
         "release_date":"1999-03-31T00:00:00.000Z","type":3}]}]},
         "external_ids":{"imdb_id":"tt0133093","tvdb_id":169},"keywords":{"keywords":[{"id":1,"name":"simulation"}]}}
        """;

    private const string Damage = "«damage»";

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("-1e400")]
    [InlineData("12.75")]
    [InlineData("true")]
    [InlineData("\"text\"")]
    [InlineData("\"\\udc00\"")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    [InlineData("{\"name\":{\"name\":[]}}")]
    [InlineData("[]")]
    [InlineData("[[[]],{},null,\"x\",3]")]
    public void Whatever_stands_in_place_of_a_value_the_rest_is_still_read(string wrong)
    {
        for (var place = 0; ; place++)
        {
            var body = JsonNode.Parse(Movie)!;
            if (Places(body).ElementAtOrDefault(place) is not { } damaged) break;
            if (damaged.GetPath() == "$.id") continue;
            damaged.ReplaceWith(JsonValue.Create(Damage));

            var read = Read(body.ToJsonString(Plain).Replace($"\"{Damage}\"", wrong, StringComparison.Ordinal));

            Assert.Equal(603, read.Ids.TmdbId);
        }
    }

    [Fact]
    public void A_body_cut_off_anywhere_is_unavailable()
    {
        using var nobody = new ScriptedHandler();
        var client = Client(nobody);
        var body = Encoding.UTF8.GetBytes(Movie);
        for (var length = 0; length < body.Length; length++)
            Assert.IsType<ProviderResult.Unavailable>(client.Read(Request(), body.AsMemory(0, length)));
    }

    private static System.Text.Json.JsonSerializerOptions Plain { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        var children = node switch
        {
            JsonObject record => record.Select(pair => pair.Value),
            JsonArray list => list,
            _ => Enumerable.Empty<JsonNode?>(),
        };
        return children.OfType<JsonNode>().SelectMany(child => Places(child).Prepend(child));
    }
}
