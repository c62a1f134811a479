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
    /// <summary>What the instance ids of all titles' runs begin with.</summary>
    public const string InstanceIdPrefix = "enrich-";

    /// <summary>How many files of a title are downloaded at the same time, be it to look at them or to store them.</summary>
    private const int DownloadWindow = 10;

    /// <summary>How often a choice is made anew because a chosen file could not be stored.</summary>
    private const int SelectionRounds = 5;

    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 4, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2));

    /// <summary>The orchestration's instance id for a title: one title, one run at a time.</summary>
    /// <param name="id">The title.</param>
    /// <returns>The instance id.</returns>
    public static string InstanceId(TitleId id) => InstanceIdPrefix + id;

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

        var asked = begun.Scope is RunScope.Choosing ? new Asked([], null) : await AskAsync(context, request, begun);
        if (asked.Refusal is { } refusal)
        {
            var limited = request.RequireComplete ? asked.Fetches.Find(IsLimited)?.Provider : null;
            return await AbandonAsync(context, request, JobState.Failed, refusal) with { LimitedProvider = limited };
        }

        var selection = new SelectionRequest(request.TitleId, request.JobId, begun.Settings!);
        var (plan, seen) = await ChooseAsync(context, selection, request.RequireComplete);
        if (plan is null)
        {
            return await AbandonAsync(context, request, JobState.Failed, Incomplete(seen.LimitedProvider!)) with { LimitedProvider = seen.LimitedProvider };
        }

        var (cast, settled) = begun.Scope is RunScope.Choosing ? (null, null) : await FetchCastAsync(context, request, seen);
        Report(context, nameof(CompleteEnrichment), seen.Count, seen.Count);
        var completion = new CompletionRequest(request, begun.StartedAt, [.. asked.Fetches], plan, seen.Count, seen.Bytes)
        {
            Cast = cast,
            SettledCast = settled,
            Scope = begun.Scope,
            Marks = SettingsMarks.Of(begun.Settings!),
            AutoPublish = begun.Settings!.AutoPublish,
            Job = begun.Job,
        };
        return await context.CallActivityAsync<EnrichmentResult>(nameof(CompleteEnrichment), completion, Retried);
    }

    /// <summary>Asks the providers, and takes what they offer into the title's list of candidates unless the run cannot go on.</summary>
    private static async Task<Asked> AskAsync(TaskOrchestrationContext context, EnrichRequest request, EnrichmentBegun begun)
    {
        Report(context, nameof(FetchProvider), 0, 0);
        var fetches = await FetchAsync(context, request, begun);
        if (Refusal(request, fetches) is { } refusal) return new Asked(fetches, refusal);

        var answered = fetches.Where(fetch => fetch.Outcome is ProviderOutcome.Fetched).Select(fetch => fetch.Provider);
        var listing = new ListingRequest(request.TitleId, request.JobId, [.. answered], begun.Settings!);
        await context.CallActivityAsync<int>(nameof(ListCandidates), listing, Retried);
        return new Asked(fetches, null);
    }

    private static Task<(CastSummary? Summary, SettledCast? Settled)> FetchCastAsync(TaskOrchestrationContext context, EnrichRequest request, Seen seen)
    {
        Report(context, nameof(FetchCast), seen.Count, seen.Count);
        return CastSteps.RunAsync(context, request, Retried);
    }

    /// <summary>Asks the providers; where a run is complete or nothing, a rate limit spares those that were not asked yet.</summary>
    private static async Task<List<FetchOutcome>> FetchAsync(
        TaskOrchestrationContext context, EnrichRequest request, EnrichmentBegun begun)
    {
        var fetches = new List<FetchOutcome>();
        foreach (var wave in begun.Waves)
        {
            fetches.AddRange(await Task.WhenAll(wave.Select(provider => context.CallActivityAsync<FetchOutcome>(
                nameof(FetchProvider), new FetchRequest(request, provider, begun.Settings!), Retried))));
            if (request.RequireComplete && fetches.Exists(IsLimited)) break;
        }

        return fetches;
    }

    private static string Incomplete(string provider) =>
        $"{provider} asked to wait, and the run was to be complete or not at all; try again later.";

    private static bool IsLimited(FetchOutcome fetch) => fetch.Outcome is ProviderOutcome.RateLimited;

    /// <summary>Why a run cannot go on after the fetches, or null when it can.</summary>
    private static string? Refusal(EnrichRequest request, List<FetchOutcome> fetches)
    {
        if (request.RequireComplete && fetches.Find(IsLimited) is { } limited) return Incomplete(limited.Provider);
        return fetches.Any(fetch => fetch is { Outcome: ProviderOutcome.Fetched, IsEmpty: false })
            ? null
            : string.Join(" ", fetches.Select(fetch => fetch.Reason ?? $"{fetch.Provider} gave no answer."));
    }

    /// <summary>Analyses, chooses and stores, until every chosen file is stored; a file that fails makes room for the next best.</summary>
    /// <returns>The choice, or null when a rate limit ended the run; and what was looked at.</returns>
    private static async Task<(SelectionPlan? Plan, Seen Seen)> ChooseAsync(
        TaskOrchestrationContext context, SelectionRequest request, bool requireComplete)
    {
        var seen = new Seen(0, 0, null);
        for (var round = 1; ; round++)
        {
            // Bounded by its condition: the durable analysers refuse an endless loop in an orchestrator.
            var step = await StepAsync(context, request, seen);
            for (; step.Next.Count > 0; step = await StepAsync(context, request, seen))
            {
                seen = await AnalyzeAsync(context, step.Next, seen);
                if (requireComplete && seen.LimitedProvider is not null) return (null, seen);
            }

            var plan = step.Plan!;
            var chosen = plan.Types.SelectMany(type => type.NewKeys.Select(key => new CandidateRef(request.TitleId, type.Type, key))).ToList();
            var stored = await Window.RunAsync(
                chosen, DownloadWindow, candidate => context.CallActivityAsync<bool>(nameof(CacheAsset), candidate, Retried));
            if (round == SelectionRounds || stored.All(isStored => isStored)) return (plan, seen);
        }
    }

    private static Task<SelectionStep> StepAsync(TaskOrchestrationContext context, SelectionRequest request, Seen seen)
    {
        Report(context, nameof(ScoreAndSelect), seen.Count, seen.Count);
        return context.CallActivityAsync<SelectionStep>(nameof(ScoreAndSelect), request, Retried);
    }

    private static async Task<Seen> AnalyzeAsync(TaskOrchestrationContext context, EquatableList<AnalysisRequest> next, Seen seen)
    {
        Report(context, nameof(AnalyzeAsset), seen.Count, seen.Count + next.Count);
        var outcomes = await Window.RunAsync(
            next, DownloadWindow, wanted => context.CallActivityAsync<AnalysisOutcome>(nameof(AnalyzeAsset), wanted, Retried));
        return outcomes.Aggregate(seen, (sum, outcome) => sum.And(outcome));
    }

    private static Task<EnrichmentResult> AbandonAsync(
        TaskOrchestrationContext context, EnrichRequest request, JobState state, string reason) =>
        context.CallActivityAsync<EnrichmentResult>(nameof(AbandonEnrichment), new AbandonRequest(request, state, reason), Retried);

    private static void Report(TaskOrchestrationContext context, string phase, int done, int total) =>
        context.SetCustomStatus(new EnrichmentProgress(phase, done, total));

    /// <summary>What came of asking the providers, and why the run cannot go on, if so.</summary>
    private sealed record Asked(List<FetchOutcome> Fetches, string? Refusal);

    /// <summary>How many candidates were looked at, what that cost, and whose image host asked to wait, if one did.</summary>
    private sealed record Seen(int Count, long Bytes, string? LimitedProvider)
    {
        public Seen And(AnalysisOutcome outcome) =>
            new(Count + 1, Bytes + outcome.DownloadedBytes, LimitedProvider ?? outcome.LimitedProvider);
    }
}
