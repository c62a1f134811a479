using System.Text.Json.Nodes;
using Metarr.Enrichment.Telemetry;
using Metarr.Enrichment.Webhooks;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Metarr.Functions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Triggers;

/// <summary>What a webhook is answered with, and what is queued of it.</summary>
public sealed class WebhookAnswer
{
    /// <summary>The answer.</summary>
    [HttpResult]
    public required IResult Result { get; init; }

    /// <summary>The work, or null when there is none.</summary>
    [QueueOutput("%" + QueueNames.Webhooks + "%")]
    public string? Work { get; init; }
}

/// <summary>Takes webhooks: keeps each, queues its work, and answers at once.</summary>
public sealed class WebhookTriggers(WebhookAccess access, ActivityStore activity, ILogger<WebhookTriggers> logger)
{
    /// <summary>The largest body, bytes; the import of a whole season takes some 200 KiB.</summary>
    private const int LargestBody = 1024 * 1024;

    /// <summary>Takes a webhook of Radarr.</summary>
    /// <param name="request">The request, with Radarr's JSON.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>202 when work is queued, 200 when there is nothing to do; 400, 401, 413.</returns>
    [ApiOperation(
        "Takes a webhook of Radarr.",
        Body = typeof(JsonObject),
        Answer = typeof(WebhookAccepted),
        Status = 202,
        MoreStatuses = [200],
        Problems = ["invalid-request", "unauthorized", "webhook-too-large"])]
    [Function("RadarrWebhook")]
    public Task<WebhookAnswer> RadarrAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "put", Route = "webhooks/radarr")] HttpRequest request,
        CancellationToken cancellationToken) =>
        TakeAsync(WebhookSource.Radarr, request, cancellationToken);

    /// <summary>Takes a webhook of Sonarr and lists it as activity; series are not enriched yet.</summary>
    /// <param name="request">The request, with Sonarr's JSON.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>202 when work is queued, 200 when there is nothing to do; 400, 401, 413.</returns>
    [ApiOperation(
        "Takes a webhook of Sonarr and lists it as activity; series are not enriched yet.",
        Body = typeof(JsonObject),
        Answer = typeof(WebhookAccepted),
        Status = 202,
        MoreStatuses = [200],
        Problems = ["invalid-request", "unauthorized", "webhook-too-large"])]
    [Function("SonarrWebhook")]
    public Task<WebhookAnswer> SonarrAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "put", Route = "webhooks/sonarr")] HttpRequest request,
        CancellationToken cancellationToken) =>
        TakeAsync(WebhookSource.Sonarr, request, cancellationToken);

    private async Task<WebhookAnswer> TakeAsync(string source, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!access.Allows(request)) return Refuse(request);
        if (await ReadAsync(request, cancellationToken) is not { } body)
        {
            return Only(ApiResponses.Problem(
                StatusCodes.Status413PayloadTooLarge, "webhook-too-large", $"A webhook's body may have {LargestBody} bytes at most."));
        }

        if (WebhookSource.Read(source, body) is not { } read)
        {
            return Only(ApiResponses.Invalid("$", $"The body is no JSON object; send what {source} sends."));
        }

        var nothing = read.Change as LibraryChange.Nothing;
        var entry = await activity.RecordAsync(
            ActivityKind.Webhook,
            source,
            read.Type,
            body,
            told => told with
            {
                State = nothing is null ? ActivityState.Queued : ActivityState.Ignored,
                Outcome = nothing?.Outcome,
                Subject = read.Subject,
            },
            cancellationToken);
        WorkLogs.WebhookTaken(logger, source, read.Type, nothing?.Outcome ?? "queued");
        var accepted = new WebhookAccepted("ok", entry.Id, entry.State, nothing?.Outcome);
        return nothing is null
            ? new WebhookAnswer
            {
                Result = ApiResponses.Data(accepted, StatusCodes.Status202Accepted),
                Work = StoredJson.Write(new WebhookMessage(entry.Id) { TraceParent = TraceCarrier.Current }),
            }
            : Only(ApiResponses.Data(accepted));
    }

    private static WebhookAnswer Refuse(HttpRequest request)
    {
        request.HttpContext.Response.Headers.WWWAuthenticate = "Basic realm=\"metarr\", charset=\"UTF-8\"";
        return Only(ApiResponses.Problem(
            StatusCodes.Status401Unauthorized,
            "unauthorized",
            "Send the name and password set as Webhooks__Username and Webhooks__Password, or the key set as Webhooks__Key in '?code='."));
    }

    private static WebhookAnswer Only(IResult result) => new() { Result = result };

    /// <summary>The body, or null when it is too large.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LargestBody) return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (body.Length + read > LargestBody) return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}

/// <summary>That a webhook was taken.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
/// <param name="Id">The entry that keeps it.</param>
/// <param name="State">Whether work is queued.</param>
/// <param name="Outcome">What came of it, when there is nothing to do.</param>
internal sealed record WebhookAccepted(string Status, string Id, ActivityState State, string? Outcome);
