using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Functions.Activities;
using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Metarr.Functions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Triggers;

/// <summary>Begins enrichments and shows how they go.</summary>
public sealed class EnrichTriggers(
    EnrichmentStart start,
    TitleStore titles,
    JobStore jobs,
    BulkJobs bulk,
    SettingsStore settings,
    LiveEvents live,
    RunMetrics metrics,
    IEnumerable<IMetadataProvider> providers,
    TimeProvider time)
{
    /// <summary>Begins the enrichment of a movie.</summary>
    /// <param name="request">The request; its body is an <c>EnrichMovie</c>, or empty.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>202 with the job; 400, 404; 409 with the running job; 422 when no provider is configured.</returns>
    [ApiOperation(
        "Begins the enrichment of a movie.",
        Body = typeof(EnrichMovie),
        Answer = typeof(JobStarted),
        Status = 202,
        Problems = ["invalid-request", "movie-not-found", "enrichment-running", "no-provider"])]
    [Function("EnrichMovie")]
    public async Task<IResult> EnrichAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/movies/{id}/enrich")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<EnrichMovie>(request, cancellationToken);
        if (problem is not null) return problem;
        if (!TitleId.IsValue(id) || await titles.FindAsync(TitleId.Movie(id), cancellationToken) is not { } row)
        {
            return ApiResponses.NoSuchMovie(id);
        }

        if (!providers.Any(provider => provider.IsConfigured && provider.Supports(TitleKind.Movie)))
        {
            return ApiResponses.Problem(
                StatusCodes.Status422UnprocessableEntity,
                "no-provider",
                "No provider is configured; set Providers__Tmdb__ApiKey or Providers__Tmdb__ReadToken and start again.");
        }

        var titleId = row.Title.Id;
        var jobId = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var asked = new EnrichRequest(titleId, jobId, Manual: true, body!.Force, body.RequireComplete);
        if (!await IsSkippedAsync(asked, row, cancellationToken))
        {
            var running = await start.StartOrFollowAsync(client, asked, cancellationToken);
            if (running != jobId) return ApiResponses.EnrichmentRunning(running);
            var job = new Job(jobId, titleId, JobState.Queued, time.GetUtcNow()) { Forced = asked.Force };
            await jobs.AddIfMissingAsync(job, cancellationToken);
        }

        return ApiResponses.Data(
            request, new JobStarted(jobId, titleId.Value), StatusCodes.Status202Accepted, $"/api/v1/jobs/{jobId}");
    }

    /// <summary>Ends a run that has nothing to do before it begins, as it would end itself.</summary>
    private async Task<bool> IsSkippedAsync(EnrichRequest asked, TitleRow row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (row.Holder(now) is not null) return false;
        var configured = await settings.ReadAsync(cancellationToken);
        if (RunRules.Judge(asked, row, hasProvider: true, configured, now).Reason is not { } reason) return false;
        var skipped = new EnrichmentResult(asked.JobId, JobState.Skipped, reason, null);
        var job = new Job(asked.JobId, asked.TitleId, JobState.Queued, now);
        await jobs.FinishAsync(asked.TitleId, skipped, now, cancellationToken, job);
        live.SendEnd(asked.TitleId, skipped);
        metrics.Ended(asked.TitleId.Kind, skipped);
        return true;
    }

    /// <summary>Shows a run, of one title or of the library.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The job's id.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the job, or 404.</returns>
    [ApiOperation("Shows a run.", Answer = typeof(JobResponse), Problems = ["job-not-found"])]
    [Function("GetJob")]
    public async Task<IResult> GetJobAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/jobs/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (!TitleId.IsValue(id) || await jobs.FindAsync(id, cancellationToken) is not { } job)
        {
            if (TitleId.IsValue(id) && await bulk.FindAsync(client, id, cancellationToken) is { } run) return ApiResponses.Data(run);
            return ApiResponses.Problem(StatusCodes.Status404NotFound, "job-not-found", $"There is no job '{id}'.");
        }

        var (shown, progress) = job.IsFinished ? (job, null) : await LookAsync(client, job, cancellationToken);
        return ApiResponses.Data(new JobResponse(
            shown.Id, shown.TitleId.Value, shown.State, shown.CreatedAt, shown.FinishedAt, shown.Reason, progress, shown.Summary, shown.TraceId));
    }

    /// <summary>Asks the orchestration how far an unfinished job has come, or what ended it before it could write its end.</summary>
    private async Task<(Job Job, EnrichmentProgress? Progress)> LookAsync(
        DurableTaskClient client, Job job, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(EnrichTitle.InstanceId(job.TitleId), getInputsAndOutputs: true, cancellationToken);
        if (instance is null || instance.ReadInputAs<EnrichRequest>()?.JobId != job.Id)
        {
            // Begun, but no longer at work: it has written its end since it was read, or something else ended it.
            var written = job.State is JobState.Running ? await jobs.FindAsync(job.Id, cancellationToken) ?? job : job;
            return written.State is JobState.Running
                ? (written with { State = JobState.Failed, Reason = "The run was ended from outside." }, null)
                : (written, null);
        }

        var ended = instance.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Failed => instance.FailureDetails?.ErrorMessage ?? "The run failed.",
            OrchestrationRuntimeStatus.Terminated => "The run was terminated.",
            _ => null,
        };
        if (ended is not null) return (job with { State = JobState.Failed, Reason = ended, FinishedAt = instance.LastUpdatedAt }, null);
        return (job, instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<EnrichmentProgress>());
    }
}
