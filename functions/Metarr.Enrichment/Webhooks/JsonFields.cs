using System.Globalization;
using System.Text;
using System.Text.Json;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Webhooks;

/// <summary>Reads fields as the senders' many versions write them: names in any case, and what is of another type counts as absent.</summary>
internal static class JsonFields
{
    // Linux knows no longer path, and no other text that is read here comes near.
    private const int MostBytesOfText = 4096;

    /// <summary>The fields of an object, or of nothing when the value is something else.</summary>
    public static JsonElement? Object(this JsonElement? element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.Object } found ? found : null;

    /// <summary>The objects of a list; empty when there is no such list.</summary>
    public static IEnumerable<JsonElement?> Objects(this JsonElement? element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object).Select(item => (JsonElement?)item)
            : [];

    /// <summary>A text that is not blank, or null; one too long for what it could be counts as absent.</summary>
    public static string? Text(this JsonElement? element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.String } found && TextOf(found) is { } text && !string.IsNullOrWhiteSpace(text)
            && Encoding.UTF8.GetByteCount(text) <= MostBytesOfText
            ? text
            : null;

    /// <summary>A number above zero that may be written as a text, or null; the senders write 0 for what they do not know.</summary>
    public static long? Positive(this JsonElement? element, string name) => element.Find(name) switch
    {
        { ValueKind: JsonValueKind.Number } found => Whole(found.GetRawText()),
        { ValueKind: JsonValueKind.String } found => Whole(TextOf(found)),
        _ => null,
    };

    /// <summary>True when the field is true, written as such or as a text.</summary>
    public static bool IsTrue(this JsonElement? element, string name) => element.Find(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.String } found => bool.TryParse(TextOf(found), out var truth) && truth,
        _ => false,
    };

    /// <summary>True when the field is false, written as such or as a text; what is told otherwise or not at all is not.</summary>
    public static bool IsFalse(this JsonElement? element, string name) => element.Find(name) switch
    {
        { ValueKind: JsonValueKind.False } => true,
        { ValueKind: JsonValueKind.String } found => bool.TryParse(TextOf(found), out var truth) && !truth,
        _ => false,
    };

    private static JsonElement? Find(this JsonElement? element, string name)
    {
        if (element is not { ValueKind: JsonValueKind.Object } parent) return null;
        JsonElement? similar = null;
        JsonElement? exact = null;
        foreach (var property in parent.EnumerateObject())
        {
            if (NameOf(property) is not { } told || !told.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            if (told == name) exact = property.Value;
            else similar ??= property.Value;
        }

        return exact ?? similar;
    }

    private static long? Whole(string? text) =>
        long.TryParse(text, NumberStyles.Integer | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no field that anybody looks for.
            return null;
        }
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
