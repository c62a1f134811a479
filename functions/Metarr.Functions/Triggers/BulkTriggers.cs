using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Triggers;

/// <summary>Begins, shows and cancels bulk runs.</summary>
public sealed class BulkTriggers(
    BulkRunStore runs,
    BulkJobs jobs,
    BulkPace pace,
    LibraryStore library,
    SettingsStore settings,
    IEnumerable<IMetadataProvider> providers,
    RefreshOptions refresh,
    TimeProvider time)
{
    /// <summary>How long a new run waits for the last step of the one before.</summary>
    private static readonly TimeSpan EndingPatience = TimeSpan.FromSeconds(30);

    /// <summary>Begins the enrichment of the library, unless one is under way.</summary>
    /// <param name="request">The request; its body is a <c>RunBulk</c>, or empty.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>202 with the job and how long it may take; 400; 409 with the running job; 422 when no provider is configured.</returns>
    [ApiOperation(
        "Begins the enrichment of the library.",
        Body = typeof(RunBulk),
        Answer = typeof(BulkStarted),
        Status = 202,
        Problems = ["invalid-request", "bulk-running", "no-provider"])]
    [Function("RunBulk")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/enrichment/bulk-run")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<RunBulk>(request, cancellationToken);
        if (problem is not null) return problem;
        if (!body!.ChoosingOnly && !providers.Any(provider => provider.IsConfigured && provider.Supports(TitleKind.Movie)))
        {
            return ApiResponses.Problem(
                StatusCodes.Status422UnprocessableEntity,
                "no-provider",
                "No provider is configured; set Providers__Tmdb__ApiKey or Providers__Tmdb__ReadToken and start again.");
        }

        var now = time.GetUtcNow();
        var jobId = Guid.CreateVersion7(now).ToString("N");
        var asked = new BulkRequest(jobId, body.MissingOnly, body.ChangedOnly, body.Force, body.RequireComplete)
        {
            ChoosingOnly = body.ChoosingOnly,
        };
        var running = await StartAsync(client, asked, cancellationToken);
        if (running != jobId)
        {
            return ApiResponses.Problem(
                StatusCodes.Status409Conflict,
                "bulk-running",
                $"Job '{running}' is enriching the library already; wait for it to end, or cancel it with POST v1/enrichment/bulk-cancel.",
                ("jobId", running));
        }

        await runs.AddIfMissingAsync(new BulkRun(asked, JobState.Queued, now), cancellationToken);
        var seconds = await EstimateAsync(asked, cancellationToken);
        return ApiResponses.Data(request, new BulkStarted(jobId, seconds), StatusCodes.Status202Accepted, $"/api/v1/jobs/{jobId}");
    }

    /// <summary>Shows the bulk run under way, the last one, and when the library is refreshed next.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with what there is of them.</returns>
    [ApiOperation("Shows the bulk run under way, the last one, and the next refresh.", Answer = typeof(BulkStatusResponse))]
    [Function("GetBulkStatus")]
    public async Task<IResult> GetStatusAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/enrichment/bulk-status")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var running = await BulkStart.RunningJobAsync(client, cancellationToken);
        var current = running is null ? null : await jobs.FindAsync(client, running, cancellationToken);
        var last = await jobs.FindLastAsync(cancellationToken);
        return ApiResponses.Data(new BulkStatusResponse(current?.FinishedAt is null ? current : null, last, refresh.NextAfter(time.GetUtcNow())));
    }

    /// <summary>Cancels the bulk run under way; the titles at work are let to end.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>202 with the job; 409 when none is under way.</returns>
    [ApiOperation(
        "Cancels the bulk run under way; titles at work are let to end.",
        Answer = typeof(BulkCancelled),
        Status = 202,
        Problems = ["no-bulk-running"])]
    [Function("CancelBulk")]
    public static async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/enrichment/bulk-cancel")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (await BulkStart.RunningJobAsync(client, cancellationToken) is not { } jobId)
        {
            return ApiResponses.Problem(
                StatusCodes.Status409Conflict, "no-bulk-running", "No bulk run is under way; begin one with POST v1/enrichment/bulk-run.");
        }

        await client.RaiseEventAsync(EnrichLibrary.InstanceId, EnrichLibrary.CancelEvent, "It was cancelled.", cancellationToken);
        return ApiResponses.Data(request, new BulkCancelled(jobId), StatusCodes.Status202Accepted, $"/api/v1/jobs/{jobId}");
    }

    /// <summary>Starts a run; one that has written its end and is about to vanish is not in the way.</summary>
    /// <returns>The id of the job that runs now.</returns>
    private async Task<string> StartAsync(DurableTaskClient client, BulkRequest asked, CancellationToken cancellationToken)
    {
        var running = await BulkStart.StartAsync(client, asked, cancellationToken);
        if (running == asked.JobId || await runs.FindAsync(running, cancellationToken) is not { IsFinished: true }) return running;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(EndingPatience);
        try
        {
            await client.WaitForInstanceCompletionAsync(EnrichLibrary.InstanceId, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return running;
        }

        return await BulkStart.StartAsync(client, asked, cancellationToken);
    }

    /// <remarks>For changed titles only, nobody knows how many there are until TMDB was asked; the answer is then an upper bound.</remarks>
    private async Task<int> EstimateAsync(BulkRequest asked, CancellationToken cancellationToken)
    {
        var (figures, _) = await library.ReadStatisticsAsync(TitleKind.Movie, cancellationToken);
        var titles = asked.MissingOnly ? figures.PartlyEnriched + figures.Unenriched : figures.Titles;
        var window = (await settings.ReadAsync(cancellationToken)).BulkWindow;
        return (int)Math.Ceiling(titles * await pace.SecondsPerTitleAsync(window, cancellationToken));
    }
}
