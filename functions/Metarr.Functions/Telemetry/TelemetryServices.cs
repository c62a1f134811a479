using System.Diagnostics.Metrics;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Cloud;
using Metarr.Functions.Telemetry.Exporting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Telemetry;

/// <summary>Registers spans, metrics, and where they go.</summary>
public static class TelemetryServices
{
    /// <summary>Puts telemetry around every function.</summary>
    /// <param name="app">The app that is being put together.</param>
    /// <returns>The same app.</returns>
    public static IFunctionsWorkerApplicationBuilder UseMetarrTelemetry(this IFunctionsWorkerApplicationBuilder app) =>
        app.UseMiddleware<InvocationTelemetry>();

    /// <summary>Registers the instruments, and the exporters that are configured.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The app's configuration.</param>
    /// <exception cref="InvalidOperationException">A setting cannot be used; the message names it.</exception>
    internal static void AddMetarrTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.AddSingleton(provider => provider.GetRequiredService<IMeterFactory>().Create(TelemetryNames.Source));
        services.AddSingleton<CallMetrics>();
        services.AddSingleton(Breakers);
        services.AddSingleton<RunMetrics>();
        services.AddSingleton<LibraryMeasures>();
        services.AddExporters(TelemetryOptions.From(configuration));
    }

    private static BreakerTelemetry Breakers(IServiceProvider provider)
    {
        var telemetry = new BreakerTelemetry(provider.GetRequiredService<Meter>(), provider.GetRequiredService<TimeProvider>());
        var logger = provider.GetRequiredService<ILogger<BreakerTelemetry>>();
        telemetry.Opened += (name, until) => TelemetryLogs.BreakerOpened(logger, name, until);
        return telemetry;
    }
}
