using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Calls.Sharing;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Shows how the providers are.</summary>
public sealed class ProviderTriggers(
    IEnumerable<IMetadataProvider> providers,
    ProviderRates rates,
    SharedRows<BudgetState> budgets,
    SharedRows<BreakerState> breakers,
    ProviderHealthStore health,
    TimeProvider time)
{
    /// <summary>Shows what is left of each provider's quota, its breaker, and how its last fetch ended.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with one entry for each provider; 503 when the storage does not answer.</returns>
    [ApiOperation(
        "Shows what is left of each provider's quota, its breaker and its last fetch.",
        Answer = typeof(ProvidersStatus),
        Problems = ["storage-unavailable"])]
    [Function("GetProviderStatus")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/providers/status")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        try
        {
            var status = await Task.WhenAll(providers.Select(provider => StatusAsync(provider, cancellationToken)));
            return ApiResponses.Data(new ProvidersStatus([.. status.OrderBy(entry => entry.Name, StringComparer.Ordinal)]));
        }
        catch (Exception failure) when (StorageProblem.IsOne(failure))
        {
            return StorageProblem.Of(failure);
        }
    }

    private async Task<ProviderStatus> StatusAsync(IMetadataProvider provider, CancellationToken cancellationToken)
    {
        var budget = budgets.FindAsync(provider.Name, cancellationToken);
        var breaker = breakers.FindAsync(provider.Name, cancellationToken);
        var last = health.FindAsync(provider.Name, cancellationToken);
        await Task.WhenAll(budget, breaker, last);
        var now = time.GetUtcNow();
        var rate = rates.Budgets.GetValueOrDefault(provider.Name, rates.Otherwise);
        return new ProviderStatus(
            provider.Name,
            provider.IsConfigured,
            QuotaStatus.Of(await budget ?? BudgetState.Untouched(rate, now), rate, now),
            BreakerStatus.Of(await breaker ?? BreakerState.Closed, now),
            await last);
    }
}

/// <summary>How all providers are.</summary>
internal sealed record ProvidersStatus(IReadOnlyList<ProviderStatus> Providers);

/// <summary>How a provider is.</summary>
internal sealed record ProviderStatus(string Name, bool Configured, QuotaStatus Quota, BreakerStatus Breaker, ProviderHealth? LastFetch);

/// <summary>What is left of a quota: calls that could be made at once by people, by background work, and what was used today.</summary>
internal sealed record QuotaStatus(
    double PerSecond, int? PerDay, int Available, int AvailableToBackground, int Reserved, DateTimeOffset? ClosedUntil, int? UsedToday)
{
    public static QuotaStatus Of(BudgetState state, QuotaRate rate, DateTimeOffset now)
    {
        var all = state.Available(rate, CallPriority.Interactive, now);
        var background = state.Available(rate, CallPriority.Background, now);
        return new QuotaStatus(
            rate.PerSecond,
            rate.PerDay,
            all,
            background,
            all - background,
            state.ClosedUntil > now ? state.ClosedUntil : null,
            rate.PerDay is null ? null : state.UsedOn(now));
    }
}

/// <summary>Whether a provider is left alone because it kept failing.</summary>
internal sealed record BreakerStatus(BreakerPosition State, DateTimeOffset? OpenUntil, int Failures)
{
    public static BreakerStatus Of(BreakerState state, DateTimeOffset now) => state.OpenUntil switch
    {
        null => new BreakerStatus(BreakerPosition.Closed, null, state.Failures),
        { } until when until > now => new BreakerStatus(BreakerPosition.Open, until, BreakerState.FailuresToOpen),
        _ => new BreakerStatus(BreakerPosition.Probing, null, BreakerState.FailuresToOpen),
    };
}

/// <summary>The three positions of a breaker.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BreakerPosition>))]
internal enum BreakerPosition
{
    /// <summary>Calls are made.</summary>
    Closed,

    /// <summary>No call is made.</summary>
    Open,

    /// <summary>One call at a time is made, to see whether the provider is back.</summary>
    Probing,
}
