using Metarr.LocalRuntime.Hosting.Discovery;
using Metarr.LocalRuntime.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.LocalRuntime.Hosting.Timers;

/// <summary>A timer that is due.</summary>
internal sealed class TimerTriggerData(TimerInfo timer) : TriggerData
{
    public static ParameterBinding Info { get; } = static context => new(((TimerTriggerData)context.Trigger).Timer);

    public TimerInfo Timer { get; } = timer;

    public override IReadOnlyDictionary<string, object?> Values => None;
}
