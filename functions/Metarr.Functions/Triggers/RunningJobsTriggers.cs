using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Triggers;

/// <summary>Shows what is at work.</summary>
public sealed class RunningJobsTriggers(LibraryStore library)
{
    private const int MostShown = 100;

    /// <summary>Lists the runs of single titles that are under way, at most 100 of them.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the runs, those of a bulk run among them; or 400.</returns>
    [ApiOperation("Lists the runs of single movies that are under way.", Answer = typeof(RunningJobsResponse), Problems = ["invalid-request"])]
    [Function("ListRunningJobs")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (new QueryReader(request.Query).Problem is { } problem) return problem;
        var underWay = new OrchestrationQuery
        {
            InstanceIdPrefix = EnrichTitle.InstanceIdPrefix,
            Statuses = [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended],
            FetchInputsAndOutputs = true,
        };
        var jobs = new List<RunningJobResponse>();
        await foreach (var instance in client.GetAllInstancesAsync(underWay).WithCancellation(cancellationToken))
        {
            if (instance.ReadInputAs<EnrichRequest>() is not { } asked) continue;
            var name = (await library.FindAsync(asked.TitleId, cancellationToken))?.Name;
            var progress = instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<EnrichmentProgress>();
            jobs.Add(new RunningJobResponse(asked.JobId, asked.TitleId.Value, name, instance.CreatedAt, progress));
            if (jobs.Count == MostShown) break;
        }

        return ApiResponses.Data(new RunningJobsResponse(jobs));
    }
}

/// <summary>The runs under way.</summary>
internal sealed record RunningJobsResponse(IReadOnlyList<RunningJobResponse> Jobs);

/// <summary>A run under way.</summary>
internal sealed record RunningJobResponse(string Id, string TitleId, string? Title, DateTimeOffset CreatedAt, EnrichmentProgress? Progress);
