using Metarr.Functions.Activities;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Metarr.Functions.Orchestrations;

/// <summary>Enriches the library title by title, a few at a time, page by page; it starts over after each page with a short history.</summary>
public static class EnrichLibrary
{
    /// <summary>The orchestration's instance id: there is one bulk run at a time.</summary>
    public const string InstanceId = "bulk";

    /// <summary>The event that cancels a run; the titles at work are let to end. Its payload is the reason.</summary>
    public const string CancelEvent = "cancel";

    internal static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 4, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2));

    /// <summary>The orchestrator.</summary>
    /// <param name="context">The durable context; its input is a <see cref="BulkState"/>.</param>
    /// <returns>How the run ended. A failed run is a result, not an exception.</returns>
    [Function(nameof(EnrichLibrary))]
    public static async Task<BulkResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var state = context.GetInput<BulkState>()
            ?? throw new InvalidOperationException("EnrichLibrary needs a BulkState as its input.");
        try
        {
            return await EnrichAsync(context, state);
        }
        catch (TaskFailedException failure)
        {
            var reason = $"The step {failure.TaskName} failed: {failure.FailureDetails.ErrorMessage}";
            return await FinishAsync(context, state, JobState.Failed, reason);
        }
    }

    private static async Task<BulkResult> EnrichAsync(TaskOrchestrationContext context, BulkState state)
    {
        var cancelled = context.WaitForExternalEvent<string>(CancelEvent);
        if (state.Total is null)
        {
            var begun = await context.CallActivityAsync<BulkBegun>(nameof(BeginBulk), state.Request, Retried);
            state = state with { Total = begun.Total };
            if (begun.Refusal is { } refusal) return await FinishAsync(context, state, JobState.Failed, refusal);
        }

        var page = await context.CallActivityAsync<TitlePage>(
            nameof(ReadTitlePage), new PageRequest(state.Request, state.Cursor), Retried);
        state = await new BulkPageRun(context, state, page, cancelled).RunAsync();
        if (state.Statistics.Stopped || page.Next is null) return await FinishAsync(context, state, JobState.Completed, reason: null);

        context.ContinueAsNew(state);
        return Result(state, JobState.Running, reason: null);
    }

    private static async Task<BulkResult> FinishAsync(TaskOrchestrationContext context, BulkState state, JobState end, string? reason)
    {
        var result = Result(state, end, reason);
        await context.CallActivityAsync(nameof(FinishBulk), result, Retried);
        return result;
    }

    private static BulkResult Result(BulkState state, JobState end, string? reason) =>
        new(state.Request.JobId, end, reason, state.Total ?? 0, state.Statistics) { Failures = state.Failures };
}
