using System.Text.Json;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Providers;
using Metarr.ProviderSimulator.Faults;

namespace Metarr.Enrichment.Tests.Providers.Damaged;

/// <summary>A body that a provider's client reads, and what of it becomes what.</summary>
/// <param name="Bytes">The body.</param>
/// <param name="Read">Reads it, or says that it cannot be read.</param>
/// <param name="Rules">What is read of which part; of all other parts nothing is.</param>
/// <param name="Essential">The values without which there is no title.</param>
internal sealed record ReadableBody(
    byte[] Bytes, Func<byte[], ProviderResult> Read, IReadOnlyList<FieldRule> Rules, IReadOnlyList<string> Essential)
{
    private const int ItemsPerList = 4;
    private const int PlacesThatAreRead = 2;
    private const int PlacesPassedOver = 1;
    private const int Seed = 20_260;

    /// <summary>The same body with the first items of its long lists.</summary>
    public static byte[] Shortened(JsonNode body)
    {
        Shorten(body);
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    /// <summary>Some places of each shape; the same ones in every run.</summary>
    public IEnumerable<JsonPlace> Places()
    {
        var chance = new Random(Seed);
        return JsonPlace.Of(Bytes).Skip(1)
            .GroupBy(place => place.Shape)
            .SelectMany(same => same.OrderBy(_ => chance.Next()).Take(IsRead(same.Key) ? PlacesThatAreRead : PlacesPassedOver).ToList());
    }

    public Dictionary<string, string> Facts(byte[] body) => BodyFacts.Of(Assert.IsType<ProviderResult.Fetched>(Read(body)));

    private bool IsRead(string shape) => Rules.Any(rule => rule.Covers(shape));

    private static void Shorten(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            while (list.Count > ItemsPerList) list.RemoveAt(ItemsPerList);
        }
        foreach (var child in node switch
        {
            JsonArray items => items.ToList(),
            JsonObject record => record.Select(pair => pair.Value).ToList(),
            _ => [],
        })
        {
            Shorten(child);
        }
    }
}
