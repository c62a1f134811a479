using Metarr.Functions.Activities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Metarr.Functions.Orchestrations;

/// <summary>Walks through the library, page by page, and does one thing for every title; can be killed and goes on where it was.</summary>
public static class CareForLibrary
{
    /// <summary>The instance that clears retired files.</summary>
    public const string Clearing = "clear-library";

    /// <summary>The instance that verifies kept files.</summary>
    public const string Verifying = "verify-library";

    /// <summary>How many pages are done before the run begins a new history.</summary>
    private const int PagesPerHistory = 50;

    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 4, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2));

    /// <summary>The orchestrator.</summary>
    /// <param name="context">The durable context; its input is a <see cref="CareState"/>.</param>
    /// <returns>What was done.</returns>
    [Function(nameof(CareForLibrary))]
    public static async Task<CareReport> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var state = context.GetInput<CareState>()
            ?? throw new InvalidOperationException("CareForLibrary needs a CareState as its input.");
        for (var page = 0; page < PagesPerHistory; page++)
        {
            var request = new CareRequest(state.Kind, state.Day, state.Cursor);
            var done = await context.CallActivityAsync<CarePage>(nameof(CareForPage), request, Retried);
            state = state with { Cursor = done.Next, Report = state.Report.Plus(done.Report) };
            context.SetCustomStatus(state.Report);
            if (done.Next is null) return state.Report;
        }

        context.ContinueAsNew(state);
        return state.Report;
    }
}
