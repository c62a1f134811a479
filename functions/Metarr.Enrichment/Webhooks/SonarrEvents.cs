using System.Text.Json;

namespace Metarr.Enrichment.Webhooks;

/// <summary>Reads what Sonarr sends. Series are not enriched yet, so every event is noted and none changes anything.</summary>
public static class SonarrEvents
{
    private const string NotYet = "Series are not enriched yet.";

    /// <summary>Reads an event.</summary>
    /// <param name="body">The body as it was received.</param>
    /// <returns>The event, or null when the body is no JSON object.</returns>
    public static WebhookEvent? Read(ReadOnlyMemory<byte> body) => WebhookBody.Read(body, Read);

    private static WebhookEvent Read(JsonElement? body)
    {
        var type = body.Text("eventType") ?? "";
        var subject = body.Object("series").Text("title") ?? body.Text("message");
        return WebhookBody.Event(type, subject, type.ToUpperInvariant() switch
        {
            "TEST" => new LibraryChange.Nothing("The connection works."),
            "GRAB" or "DOWNLOAD" or "UPGRADE" or "RENAME" or "SERIESADD" or "SERIESDELETE" or "EPISODEFILEDELETE" =>
                new LibraryChange.Nothing(NotYet),
            "HEALTH" or "HEALTHRESTORED" or "APPLICATIONUPDATE" or "MANUALINTERACTIONREQUIRED" => new LibraryChange.Nothing("Noted."),
            _ => WebhookBody.Unknown(type),
        });
    }
}
