using System.Text.Json;
using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Enrichment.Webhooks;

/// <summary>What the bodies of all senders have in common: one JSON object.</summary>
internal static class WebhookBody
{
    private const int LongestType = 60;
    private const int LongestSubject = 500;

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static WebhookEvent? Read(ReadOnlyMemory<byte> body, Func<JsonElement?, WebhookEvent> read)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonText.WithoutByteOrderMark(body), Options);
            return document.RootElement.ValueKind is JsonValueKind.Object ? read(document.RootElement) : null;
        }
        catch (JsonException)
        {
            // The parser has no other way to say that this is no JSON.
            return null;
        }
    }

    /// <summary>An event, its words short enough to be kept and shown.</summary>
    public static WebhookEvent Event(string type, string? subject, LibraryChange change) =>
        new(Shown(type, LongestType), subject is null ? null : Shown(subject, LongestSubject), change);

    /// <summary>What comes of a type that the reader does not know, or of none.</summary>
    public static LibraryChange Unknown(string type) => new LibraryChange.Nothing(
        type.Length == 0 ? "The body names no event type." : $"The event type '{Shown(type, LongestType)}' is unknown and was passed over.");

    private static string Shown(string text, int longest) => text.Length <= longest ? text : text[..longest] + "…";
}
