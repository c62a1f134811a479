using Metarr.LocalRuntime.Durable;
using Metarr.LocalRuntime.Hosting.Invocation;

namespace Metarr.LocalRuntime.Hosting.Orchestrations;

/// <summary>An activity that an orchestration called.</summary>
internal sealed class ActivityTriggerData(DurableActivityCall call) : TriggerData
{
    public DurableActivityCall Call { get; } = call;

    public override IReadOnlyDictionary<string, object?> Values =>
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = Call.InstanceId };
}
