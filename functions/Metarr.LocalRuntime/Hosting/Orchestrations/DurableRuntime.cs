using System.Text.Json;
using Metarr.LocalRuntime.Durable;
using Metarr.LocalRuntime.Hosting.Settings;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Metarr.LocalRuntime.Hosting.Orchestrations;

/// <summary>The durable engine with the host's settings.</summary>
internal sealed class DurableRuntime : IAsyncDisposable
{
    private const string Folder = "durable";

    private readonly DurableEngine engine;

    public DurableRuntime(
        LocalRuntimeOptions options,
        IConfiguration configuration,
        DurableFunctions functions,
        IOptions<JsonSerializerOptions> json,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        var section = configuration.GetSection($"{HostJson.Section}:extensions:durableTask");
        var defaults = new DurableEngineOptions { Directory = Path.Combine(options.DataDirectory, Folder) };
        engine = new DurableEngine(
            defaults with
            {
                MaxConcurrentActivities = section.GetValue("maxConcurrentActivityFunctions", defaults.MaxConcurrentActivities),
                MaxConcurrentOrchestrators = section.GetValue("maxConcurrentOrchestratorFunctions", defaults.MaxConcurrentOrchestrators),
                DataConverter = new JsonDataConverter(json.Value),
            },
            functions,
            time,
            loggers);
    }

    public DurableTaskClient Client => engine.Client;

    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
