using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Durable.Instances;

/// <summary>Chooses instances by a query's or a purge's conditions.</summary>
internal static class InstanceQuery
{
    /// <summary>One page of the instances that match, in the order of their ids; the continuation token is the last id of the
    /// page, so a page stays right when instances come and go between two requests.</summary>
    public static Page<OrchestrationMetadata> Read(
        IEnumerable<InstanceStatus> all, OrchestrationQuery query, string? continuation, int? pageSize, DataConverter converter)
    {
        var size = pageSize ?? query.PageSize;
        if (size <= 0)
            size = OrchestrationQuery.DefaultPageSize;
        var after = continuation ?? query.ContinuationToken;
        var statuses = ToSet(query.Statuses);
        var found = all
            .Where(instance => string.IsNullOrEmpty(after) || string.CompareOrdinal(instance.InstanceId, after) > 0)
            .Where(instance => query.InstanceIdPrefix is null || instance.InstanceId.StartsWith(query.InstanceIdPrefix, StringComparison.Ordinal))
            .Where(instance => Matches(instance.CreatedAt, instance.Status, query.CreatedFrom, query.CreatedTo, statuses))
            .OrderBy(instance => instance.InstanceId, StringComparer.Ordinal)
            .Take(size + 1)
            .ToList();
        var page = found.Take(size).Select(instance => instance.ToMetadata(query.FetchInputsAndOutputs, converter)).ToList();
        return new Page<OrchestrationMetadata>(page, found.Count > size ? page[^1].InstanceId : null);
    }

    /// <summary>The wanted states, or <c>null</c> when every state is wanted.</summary>
    public static IReadOnlySet<OrchestrationRuntimeStatus>? ToSet(IEnumerable<OrchestrationRuntimeStatus>? statuses)
    {
        var set = statuses?.ToHashSet();
        return set is { Count: > 0 } ? set : null;
    }

    /// <summary>Whether an instance was created in a span of time and is in one of some states.</summary>
    public static bool Matches(
        DateTime createdAt,
        OrchestrationRuntimeStatus status,
        DateTimeOffset? from,
        DateTimeOffset? to,
        IReadOnlySet<OrchestrationRuntimeStatus>? statuses) =>
        (from is null || createdAt >= from.Value.UtcDateTime)
        && (to is null || createdAt <= to.Value.UtcDateTime)
        && (statuses is null || statuses.Contains(status));
}
