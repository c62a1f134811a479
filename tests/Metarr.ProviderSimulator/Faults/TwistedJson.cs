using System.Text.Json;
using System.Text.Json.Nodes;

namespace Metarr.ProviderSimulator.Faults;

/// <summary>Keeps the names of a JSON body and gives every value another type.</summary>
internal static class TwistedJson
{
    /// <summary>The twisted body; the same bytes when they are no JSON object.</summary>
    public static byte[] Of(byte[] body)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(Twist(JsonNode.Parse(body)));
        }
        catch (JsonException)
        {
            // An image has no types to twist; it is sent as it is.
            return body;
        }
    }

    private static JsonNode? Twist(JsonNode? node) => node switch
    {
        JsonObject entry => new JsonObject(entry.Select(pair => KeyValuePair.Create(pair.Key, Twist(pair.Value)))),
        JsonArray list => JsonValue.Create($"a list of {list.Count}"),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => new JsonObject { ["value"] = value.DeepClone() },
        JsonValue value when value.GetValueKind() == JsonValueKind.String => new JsonArray(value.DeepClone()),
        JsonValue value => JsonValue.Create(value.ToJsonString()),
        _ => 0,
    };
}
