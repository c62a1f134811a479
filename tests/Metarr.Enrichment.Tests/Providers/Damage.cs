using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Metarr.Enrichment.Tests.Providers;

/// <summary>Bodies in which one value was replaced by something that has no place there.</summary>
internal static class Damage
{
    private const string Mark = "«damage»";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What providers have been seen to put in place of a value, and worse.</summary>
    public static TheoryData<string> Wrong { get; } =
    [
        "null", "7", "-1e400", "12.75", "true", "\"text\"", "\"\\udc00\"", "\"\"", "{}", "{\"name\":{\"name\":[]}}", "[]",
        "[[[]],{},null,\"x\",3]",
    ];

    /// <summary>The body once for each value in it, with that value replaced; the values at the given paths stay.</summary>
    public static IEnumerable<string> Of(string body, string wrong, params string[] untouched)
    {
        for (var place = 0; ; place++)
        {
            var whole = JsonNode.Parse(body)!;
            if (Places(whole).ElementAtOrDefault(place) is not { } damaged) yield break;
            if (untouched.Contains(damaged.GetPath())) continue;
            damaged.ReplaceWith(JsonValue.Create(Mark));
            yield return whole.ToJsonString(Plain).Replace($"\"{Mark}\"", wrong, StringComparison.Ordinal);
        }
    }

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
