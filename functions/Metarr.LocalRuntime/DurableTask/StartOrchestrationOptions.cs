using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>How a client starts an orchestration.</summary>
public record StartOrchestrationOptions
{
    /// <summary>Options with an instance id and a start time.</summary>
    /// <param name="InstanceId">The instance id, or <c>null</c> for a new GUID.</param>
    /// <param name="StartAt">When to start; <c>null</c> or a time in the past starts at once.</param>
    [SuppressMessage("Style", "IDE1006", Justification = "The SDK spells these parameters so, and callers name them.")]
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>A copy of other options.</summary>
    /// <param name="options">What to copy.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <c>null</c>.</exception>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The instance id; <c>null</c> for a new GUID.</summary>
    public string? InstanceId { get; init; }

    /// <summary>When to start; <c>null</c> or a time in the past starts at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Tags that stay with the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Names of the states in which an existing instance of this id makes the start fail; <c>null</c> for every
    /// state of an instance that has not ended.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
