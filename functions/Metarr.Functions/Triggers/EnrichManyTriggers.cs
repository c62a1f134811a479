using Metarr.Enrichment.Library;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>The body that asks for the enrichment of several movies.</summary>
/// <param name="Ids">The movies' ids, 1 to 500.</param>
internal sealed record EnrichMany(IReadOnlyList<string>? Ids = null)
{
    /// <summary>The most movies that can be asked for at once.</summary>
    public const int MostIds = 500;

    /// <summary>What is wrong with it, or null.</summary>
    public IResult? Validate() => Ids is { Count: > 0 and <= MostIds } && Ids.All(TitleId.IsValue)
        ? null
        : ApiResponses.Invalid("ids", $"'ids' must list 1 to {MostIds} ids of movies, such as [\"603\", \"604\"].");
}

/// <summary>Queues the enrichment of movies that a person has picked, or a scanner has looked at.</summary>
public sealed class EnrichManyTriggers(TitleStore titles, JobStore jobs, WorkQueues queues, TimeProvider time)
{
    /// <summary>Queues several movies, forced, before all that runs by itself.</summary>
    /// <param name="request">The request; its body is an <c>EnrichMany</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>202 with a job for each movie and the ids that are unknown; 400; 404 when all are unknown.</returns>
    [ApiOperation(
        "Queues the enrichment of several movies, forced.",
        Body = typeof(EnrichMany),
        Answer = typeof(ManyStarted),
        Status = 202,
        Problems = ["invalid-request", "movie-not-found"])]
    [Function("EnrichManyMovies")]
    public Task<IResult> EnrichAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/enrichment/bulk")] HttpRequest request,
        CancellationToken cancellationToken) => QueueAsync(
        request,
        EnrichPriority.High,
        (id, now) => EnrichMessage.For(id, "picked by a person", now) with { Force = true, Manual = true },
        cancellationToken);

    /// <summary>Queues the movies whose files a scanner has looked at, behind all that people and webhooks ask for.</summary>
    /// <remarks>As in a scheduled refresh, what is fresh, not monitored or deleted at its source is passed over, and its job says so.</remarks>
    /// <param name="request">The request; its body is an <c>EnrichMany</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>202 with a job for each movie and the ids that are unknown; 400; 404 when all are unknown.</returns>
    [ApiOperation(
        "Queues movies whose files a scanner has looked at; those that are fresh are passed over.",
        Body = typeof(EnrichMany),
        Answer = typeof(ManyStarted),
        Status = 202,
        Problems = ["invalid-request", "movie-not-found"])]
    [Function("EnrichScannedMovies")]
    public Task<IResult> EnrichScannedAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/enrichment/post-scan")] HttpRequest request,
        CancellationToken cancellationToken) =>
        QueueAsync(request, EnrichPriority.Normal, (id, now) => EnrichMessage.For(id, "scanned", now), cancellationToken);

    private async Task<IResult> QueueAsync(
        HttpRequest request, EnrichPriority priority, Func<TitleId, DateTimeOffset, EnrichMessage> ask, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<EnrichMany>(request, cancellationToken);
        if ((problem ?? body!.Validate()) is { } wrong) return wrong;

        var ids = body!.Ids!.Distinct(StringComparer.Ordinal).Select(TitleId.Movie).ToList();
        var found = await Task.WhenAll(ids.Select(async id => (Id: id, IsKnown: await titles.FindAsync(id, cancellationToken) is not null)));
        var unknown = found.Where(title => !title.IsKnown).Select(title => title.Id.Value).ToList();
        if (unknown.Count == ids.Count) return ApiResponses.NoSuchMovie(unknown[0]);

        var now = time.GetUtcNow();
        var messages = found.Where(title => title.IsKnown).Select(title => ask(title.Id, now)).ToList();
        await Task.WhenAll(messages.Select(message => jobs.AddIfMissingAsync(
            new Job(message.Id, message.TitleId, JobState.Queued, now) { Forced = message.Force }, cancellationToken)));
        await queues.SendAsync(priority, messages.Select(message => (message, TimeSpan.Zero)), cancellationToken);
        var started = messages.Select(message => new JobStarted(message.Id, message.TitleId.Value)).ToList();
        return ApiResponses.Data(new ManyStarted(started, unknown), StatusCodes.Status202Accepted);
    }
}

/// <summary>The runs that were queued, and the ids that no movie has.</summary>
internal sealed record ManyStarted(IReadOnlyList<JobStarted> Jobs, IReadOnlyList<string> Unknown);
