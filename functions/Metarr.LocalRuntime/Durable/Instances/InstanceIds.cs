using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Durable.Instances;

/// <summary>Which instance ids are allowed, and which existing instances are in the way of a new one.</summary>
internal static class InstanceIds
{
    private const int LongestId = 256;

    private static readonly OrchestrationRuntimeStatus[] NotEnded =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>The id that was asked for, or a new one.</summary>
    /// <exception cref="ArgumentException">The id is not allowed.</exception>
    public static string Choose(string? wanted)
    {
        if (string.IsNullOrEmpty(wanted))
            return Guid.NewGuid().ToString("N");
        if (wanted.StartsWith('@'))
            throw new ArgumentException("Orchestration instance ids must not start with @.", nameof(wanted));
        if (wanted.Any(c => c is '/' or '\\' or '?' or '#' || char.IsControl(c)))
            throw new ArgumentException("Orchestration instance ids must not contain /, \\, #, ?, or control characters.", nameof(wanted));
        return wanted.Length <= LongestId
            ? wanted
            : throw new ArgumentException($"Instance ID lengths must not exceed {LongestId} characters.", nameof(wanted));
    }

    /// <summary>The states in which an existing instance makes a start fail.</summary>
    /// <exception cref="ArgumentException">A name is no state, or the states contradict each other.</exception>
    public static IReadOnlySet<OrchestrationRuntimeStatus> InTheWay(StartOrchestrationOptions? options)
    {
        if (options?.DedupeStatuses is not { } names)
            return NotEnded.ToHashSet();
        var statuses = names.Select(Parse).ToHashSet();
        if (statuses.Contains(OrchestrationRuntimeStatus.Terminated) && NotEnded.Any(status => !statuses.Contains(status)))
            throw new ArgumentException(
                "Dedupe statuses that contain 'Terminated' must contain every running status too: "
                + "a running instance would be terminated and would then be in the way itself.",
                nameof(options));
        return statuses;
    }

    private static OrchestrationRuntimeStatus Parse(string name) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status)
            ? status
            : throw new ArgumentException($"Invalid orchestration runtime status: '{name}' for deduplication.", nameof(name));
}
