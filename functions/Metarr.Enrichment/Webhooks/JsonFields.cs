using System.Text.Json;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Webhooks;

/// <summary>Reads fields as the senders' many versions write them: names in any case, and what is of another type counts as absent.</summary>
internal static class JsonFields
{
    /// <summary>The fields of an object, or of nothing when the value is something else.</summary>
    public static JsonElement? Object(this JsonElement? element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.Object } found ? found : null;

    /// <summary>The objects of a list; empty when there is no such list.</summary>
    public static IEnumerable<JsonElement?> Objects(this JsonElement? element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object).Select(item => (JsonElement?)item)
            : [];

    /// <summary>A text that is not blank, or null.</summary>
    public static string? Text(this JsonElement? element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.String } found && TextOf(found) is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;

    /// <summary>A number above zero that may be written as a text, or null; the senders write 0 for what they do not know.</summary>
    public static long? Positive(this JsonElement? element, string name) => element.Find(name) switch
    {
        { ValueKind: JsonValueKind.Number } found when found.TryGetInt64(out var number) && number > 0 => number,
        { ValueKind: JsonValueKind.String } found when long.TryParse(TextOf(found), out var number) && number > 0 => number,
        _ => null,
    };

    /// <summary>True when the field is true, written as such or as a text.</summary>
    public static bool IsTrue(this JsonElement? element, string name) => element.Find(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.String } found => bool.TryParse(TextOf(found), out var truth) && truth,
        _ => false,
    };

    private static JsonElement? Find(this JsonElement? element, string name)
    {
        if (element is not { ValueKind: JsonValueKind.Object } parent) return null;
        if (parent.TryGetProperty(name, out var exact)) return exact;
        foreach (var property in parent.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        }

        return null;
    }

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: one unreadable text is worth less than the event around it.
            return null;
        }
    }
}
