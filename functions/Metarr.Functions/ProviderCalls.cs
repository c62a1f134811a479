using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Calls.Sharing;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions;

/// <summary>Registers the way that calls to providers take: quotas and breakers that all instances share, and the HTTP client.</summary>
internal static class ProviderCalls
{
    /// <summary>Registers the call path.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The app's configuration.</param>
    /// <exception cref="InvalidOperationException">A rate or a limit cannot be used; the message names the setting.</exception>
    public static void AddProviderCalls(this IServiceCollection services, IConfiguration configuration)
    {
        var rates = ProviderRates.From(configuration);
        var patience = Patience(configuration);
        services.AddSingleton(rates);
        services.AddSingleton(provider => Shared<BudgetState>(provider, "quota"));
        services.AddSingleton(provider => Shared<BreakerState>(provider, "breaker"));
        services.AddSingleton(provider => Shared<ProviderHealth>(provider, "health"));
        services.AddSingleton<ProviderHealthStore>();
        services.AddSingleton<IQuotaGate>(provider => new LeasingQuotaGate(
            rates.Budgets, rates.Otherwise, provider.GetRequiredService<SharedRows<BudgetState>>(), Time(provider)));
        services.AddSingleton<ICircuitBreaker>(provider => new SharedCircuitBreaker(
            provider.GetRequiredService<SharedRows<BreakerState>>(), Time(provider), provider.GetRequiredService<BreakerTelemetry>()));
        services.AddSingleton(provider => new ProviderHttp(
            CallTransport.CreateClient(),
            provider.GetRequiredService<IQuotaGate>(),
            provider.GetRequiredService<ICircuitBreaker>(),
            Time(provider),
            patience,
            provider.GetRequiredService<CallMetrics>()));
    }

    private static SharedRows<TState> Shared<TState>(IServiceProvider provider, string what)
        where TState : class => new(
            provider.GetRequiredService<StorageClients>().Budgets,
            what,
            Time(provider),
            provider.GetRequiredService<ILogger<SharedRows<TState>>>());

    private static CallOptions Patience(IConfiguration configuration)
    {
        var defaults = new CallOptions();
        var seconds = configuration.GetValue("Providers:CallTimeoutSeconds", defaults.Timeout.TotalSeconds);
        return seconds is > 0 and <= 600
            ? defaults with
            {
                Timeout = TimeSpan.FromSeconds(seconds),
                InteractiveRetries = configuration.GetValue("Providers:InteractiveRetries", defaults.InteractiveRetries),
                BackgroundRetries = configuration.GetValue("Providers:BackgroundRetries", defaults.BackgroundRetries),
            }
            : throw new InvalidOperationException("Providers:CallTimeoutSeconds must be a number above 0 and at most 600.");
    }

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
