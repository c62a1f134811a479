using Metarr.Enrichment.Library;
using Metarr.Functions.Activities;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Metarr.Functions.Orchestrations;

/// <summary>Enriches one title: fetch, match, analyse, choose, store, look after the people, commit.</summary>
/// <remarks>
/// Nothing a user sees changes before the last step, which changes all of it in one transaction; so the run can be killed and
/// repeated at any point.
/// </remarks>
public static class EnrichTitle
{
    /// <summary>How many candidates of a title are downloaded and analysed at the same time.</summary>
    private const int AnalysisWindow = 10;

    /// <summary>How often a choice is made anew because a chosen file could not be stored.</summary>
    private const int SelectionRounds = 5;

    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 4, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2));

    /// <summary>The orchestration's instance id for a title: one title, one run at a time.</summary>
    /// <param name="id">The title.</param>
    /// <returns>The instance id.</returns>
    public static string InstanceId(TitleId id) => $"enrich-{id}";

    /// <summary>The orchestrator.</summary>
    /// <param name="context">The durable context; its input is an <see cref="EnrichRequest"/>.</param>
    /// <returns>How the run ended. A failed run is a result, not an exception.</returns>
    [Function(nameof(EnrichTitle))]
    public static async Task<EnrichmentResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<EnrichRequest>()
            ?? throw new InvalidOperationException("EnrichTitle needs an EnrichRequest as its input.");
        try
        {
            return await EnrichAsync(context, request);
        }
        catch (TaskFailedException failure)
        {
            var reason = $"The step {failure.TaskName} failed: {failure.FailureDetails.ErrorMessage}";
            return await AbandonAsync(context, request, JobState.Failed, reason);
        }
    }

    private static async Task<EnrichmentResult> EnrichAsync(TaskOrchestrationContext context, EnrichRequest request)
    {
        Report(context, nameof(BeginEnrichment), 0, 0);
        var begun = await context.CallActivityAsync<EnrichmentBegun>(nameof(BeginEnrichment), request, Retried);
        if (!begun.Proceed) return await AbandonAsync(context, request, JobState.Skipped, begun.Reason!);

        Report(context, nameof(FetchProvider), 0, 0);
        var fetches = await Task.WhenAll(begun.Providers.Select(provider => context.CallActivityAsync<FetchOutcome>(
            nameof(FetchProvider), new FetchRequest(request, provider), Retried)));
        if (Refusal(request, fetches) is { } refusal) return await AbandonAsync(context, request, JobState.Failed, refusal);

        await context.CallActivityAsync<int>(nameof(MatchCachedAssets), request.TitleId, Retried);
        var (plan, analyzed, bytes) = await ChooseAsync(context, request);

        Report(context, nameof(FetchCast), analyzed, analyzed);
        var cast = await CastSteps.RunAsync(context, request, Retried);

        Report(context, nameof(CompleteEnrichment), analyzed, analyzed);
        var completion = new CompletionRequest(request, begun.StartedAt, [.. fetches], plan, analyzed, bytes) { Cast = cast };
        return await context.CallActivityAsync<EnrichmentResult>(nameof(CompleteEnrichment), completion, Retried);
    }

    /// <summary>Why a run cannot go on after the fetches, or null when it can.</summary>
    private static string? Refusal(EnrichRequest request, FetchOutcome[] fetches)
    {
        if (request.RequireComplete && Array.Find(fetches, f => f.Outcome is ProviderOutcome.RateLimited) is { } limited)
        {
            return $"{limited.Provider} asked to wait, and the run was to be complete or not at all; try again later.";
        }

        return fetches.Any(fetch => fetch.Outcome is ProviderOutcome.Fetched)
            ? null
            : string.Join(" ", fetches.Select(fetch => fetch.Reason ?? $"{fetch.Provider} gave no answer."));
    }

    /// <summary>Analyses, chooses and stores, until every chosen file is stored; a file that fails makes room for the next best.</summary>
    private static async Task<(SelectionPlan Plan, int Analyzed, long Bytes)> ChooseAsync(
        TaskOrchestrationContext context, EnrichRequest request)
    {
        var analyzed = 0;
        long bytes = 0;
        for (var round = 1; ; round++)
        {
            var analysis = await AnalyzeAsync(context, request, analyzed);
            analyzed += analysis.Count;
            bytes += analysis.Bytes;

            Report(context, nameof(ScoreAndSelect), analyzed, analyzed);
            var plan = await context.CallActivityAsync<SelectionPlan>(nameof(ScoreAndSelect), request.TitleId, Retried);
            var stored = await Task.WhenAll(
                from type in plan.Types
                from key in type.NewKeys
                select context.CallActivityAsync<bool>(nameof(CacheAsset), new CandidateRef(request.TitleId, type.Type, key), Retried));
            if (round == SelectionRounds || Array.TrueForAll(stored, isStored => isStored)) return (plan, analyzed, bytes);
        }
    }

    private static async Task<(int Count, long Bytes)> AnalyzeAsync(
        TaskOrchestrationContext context, EnrichRequest request, int before)
    {
        var count = 0;
        long bytes = 0;
        for (var next = await PlanAsync(context, request); next.Count > 0; next = await PlanAsync(context, request))
        {
            Report(context, nameof(AnalyzeAsset), before + count, before + count + next.Count);
            var outcomes = await Window.RunAsync(
                next, AnalysisWindow, wanted => context.CallActivityAsync<AnalysisOutcome>(nameof(AnalyzeAsset), wanted, Retried));
            bytes += outcomes.Sum(outcome => outcome.DownloadedBytes);
            count += next.Count;
        }

        return (count, bytes);
    }

    private static Task<EquatableList<AnalysisRequest>> PlanAsync(TaskOrchestrationContext context, EnrichRequest request) =>
        context.CallActivityAsync<EquatableList<AnalysisRequest>>(nameof(PlanAnalysis), request.TitleId, Retried);

    private static Task<EnrichmentResult> AbandonAsync(
        TaskOrchestrationContext context, EnrichRequest request, JobState state, string reason) =>
        context.CallActivityAsync<EnrichmentResult>(nameof(AbandonEnrichment), new AbandonRequest(request, state, reason), Retried);

    private static void Report(TaskOrchestrationContext context, string phase, int done, int total) =>
        context.SetCustomStatus(new EnrichmentProgress(phase, done, total));
}
