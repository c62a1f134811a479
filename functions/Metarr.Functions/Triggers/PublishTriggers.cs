using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;
using Metarr.Functions.Publishing;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>The body that asks for publishing.</summary>
/// <param name="OverwriteForeign">Whether files that somebody else wrote are replaced; they stay otherwise.</param>
internal sealed record PublishMovie(bool OverwriteForeign = false);

/// <summary>A title that was handed over to publishing.</summary>
internal sealed record PublishStarted(string MessageId, string TitleId);

/// <summary>Hands titles over to publishing, and publishes them.</summary>
public sealed class PublishTriggers(TitleStore titles, Publisher publisher, WorkQueues queues, FailedMessages failed, TimeProvider time)
{
    /// <summary>Hands a movie over to publishing.</summary>
    /// <param name="request">The request; its body is a <c>PublishMovie</c>, or empty.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// 202 with the message's id; 400, 404; 409 while a run works on the movie; 422 when it was never enriched, or there is nowhere to
    /// publish it to.
    /// </returns>
    [ApiOperation(
        "Hands a movie over to publishing.",
        Body = typeof(PublishMovie),
        Answer = typeof(PublishStarted),
        Status = 202,
        Problems =
        [
            "invalid-request", "movie-not-found", "enrichment-running", "not-enriched", "no-publish-target", "publish-target-unavailable",
        ])]
    [Function("PublishMovie")]
    public async Task<IResult> PublishAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/movies/{id}/publish")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<PublishMovie>(request, cancellationToken);
        if (problem is not null) return problem;
        while (TitleId.IsValue(id) && await titles.FindAsync(TitleId.Movie(id), cancellationToken) is { } row)
        {
            if (Objection(row) is { } objection) return objection;
            var now = time.GetUtcNow();
            var changed = row.HandOver?.Changed ?? new TitleChange([], [], Cast: false);
            var handOver = new HandOver(Guid.CreateVersion7(now).ToString("N"), HandOverState.Queued, now, changed);
            if (!await titles.TryReplaceAsync(row with { HandOver = handOver }, cancellationToken)) continue;
            var message = PublishMessage.Of(row.Title.Id, handOver) with { OverwriteForeign = body!.OverwriteForeign };
            await queues.SendAsync(QueueNames.Publish, StoredJson.Write(message), TimeSpan.Zero, cancellationToken);
            return ApiResponses.Data(
                request, new PublishStarted(handOver.Id, row.Title.Id.Value), StatusCodes.Status202Accepted, $"/api/v1/movies/{id}");
        }

        return ApiResponses.NoSuchMovie(id);
    }

    /// <summary>Publishes a title that was handed over.</summary>
    /// <param name="message">A <see cref="PublishMessage"/>.</param>
    /// <param name="cancellationToken">Ends the work; the message comes again.</param>
    /// <returns>Done when it is published.</returns>
    [Function("PublishTitle")]
    public Task RunAsync([QueueTrigger("%" + QueueNames.Publish + "%")] string message, CancellationToken cancellationToken) =>
        failed.WatchAsync<PublishMessage>(
            QueueNames.Publish, message, asked => publisher.PublishAsync(asked, cancellationToken), cancellationToken);

    private IResult? Objection(TitleRow row)
    {
        if (publisher.Targets.Count == 0)
        {
            return ApiResponses.Unprocessable(
                "no-publish-target", "There is nowhere to publish to; set Publishing__Folder or Publishing__Container and start again.");
        }

        if (publisher.Objection() is { } text) return ApiResponses.Unprocessable("publish-target-unavailable", text);

        if (row.Title.EnrichedAt is null)
        {
            return ApiResponses.Unprocessable("not-enriched", "The movie was never enriched; begin with POST v1/movies/{id}/enrich.");
        }

        return row.Lease is { } lease && lease.Until > time.GetUtcNow()
            ? ApiResponses.EnrichmentRunning(lease.JobId)
            : null;
    }
}
