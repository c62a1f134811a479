using Metarr.Functions.Activities;
using Metarr.Functions.Storage;
using Microsoft.DurableTask;

namespace Metarr.Functions.Orchestrations;

/// <summary>The steps of an enrichment that care for people: who plays, and their portraits.</summary>
internal static class CastSteps
{
    /// <summary>How many portraits of a title are fetched at the same time.</summary>
    private const int HeadshotWindow = 10;

    /// <summary>Runs them. A portrait that cannot be had never fails the title.</summary>
    /// <returns>What was done, and the cast when nothing is left to be done for it.</returns>
    public static async Task<(CastSummary? Summary, SettledCast? Settled)> RunAsync(
        TaskOrchestrationContext context, EnrichRequest request, TaskOptions options)
    {
        var plan = await context.CallActivityAsync<CastPlan>(nameof(FetchCast), new CastRequest(request.TitleId, request.JobId, request.Force), options);
        var results = await Window.RunAsync(
            plan.Wanted, HeadshotWindow, person => FetchAsync(context, new HeadshotRequest(person, request.JobId), options));
        var summary = new CastSummary(
            plan.People,
            plan.Settled + results.Count(result => result.IsKept),
            results.Count(result => result.Outcome is HeadshotOutcome.Downloaded),
            results.Count(result => result.Outcome is HeadshotOutcome.Failed));
        var isSettled = results.All(result => result.Outcome is HeadshotOutcome.Known or HeadshotOutcome.Downloaded);
        return (summary, isSettled ? new SettledCast(summary.People, summary.Headshots) : null);
    }

    private static async Task<HeadshotResult> FetchAsync(TaskOrchestrationContext context, HeadshotRequest request, TaskOptions options)
    {
        try
        {
            return await context.CallActivityAsync<HeadshotResult>(nameof(CacheHeadshot), request, options);
        }
        catch (TaskFailedException)
        {
            // The engine has logged the failure and tried again as often as it may; the next enrichment of a title with this
            // person asks anew.
            return new HeadshotResult(HeadshotOutcome.Failed, IsKept: false);
        }
    }
}
