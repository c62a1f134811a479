using System.Text.Json;
using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Enrichment.Webhooks;

/// <summary>What the bodies of all senders have in common: one JSON object.</summary>
internal static class WebhookBody
{
    private const int LongestShown = 60;

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

    /// <summary>A text of the sender's, short enough for a sentence.</summary>
    public static string Shown(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
