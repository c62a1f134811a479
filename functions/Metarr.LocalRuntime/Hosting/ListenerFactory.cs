using Metarr.LocalRuntime.Hosting.Discovery;
using Metarr.LocalRuntime.Hosting.Invocation;
using Metarr.LocalRuntime.Hosting.Queues;
using Metarr.LocalRuntime.Hosting.Timers;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Hosting;

/// <summary>Makes a listener for each function that a queue or a timer starts.</summary>
internal sealed class ListenerFactory(
    LocalRuntimeOptions options,
    QueueConnections connections,
    QueueOptions queueOptions,
    QueueNudges nudges,
    FunctionExecutor executor,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private const string TimersFolder = "timers";

    public IReadOnlyList<IFunctionListener> Create(FunctionCatalog catalog) =>
    [
        .. catalog.With<FunctionTrigger.Queue>().Select(IFunctionListener (found) => new QueueListener(
            found.Function, found.Trigger, connections, queueOptions, nudges, executor, time, loggers.CreateLogger<QueueListener>())),
        .. catalog.With<FunctionTrigger.Timer>().Select(IFunctionListener (found) => new TimerListener(
            found.Function, found.Trigger, executor, Path.Combine(options.DataDirectory, TimersFolder), time, loggers.CreateLogger<TimerListener>())),
    ];
}
