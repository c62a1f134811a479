using Metarr.Enrichment.Webhooks;

namespace Metarr.Functions.Webhooks;

/// <summary>Who sends webhooks, by the name that stands in the route and in the activity.</summary>
internal static class WebhookSource
{
    public const string Radarr = "radarr";
    public const string Sonarr = "sonarr";

    /// <summary>Reads an event of a source, or null when the body is no JSON object.</summary>
    public static WebhookEvent? Read(string source, ReadOnlyMemory<byte> body) =>
        source == Sonarr ? SonarrEvents.Read(body) : RadarrEvents.Read(body);
}
