using Metarr.Enrichment.Library;

namespace Metarr.Functions.Queues;

/// <summary>Asks for the enrichment of a title, by queue; which queue it lies in says how urgent it is.</summary>
/// <param name="Id">The run's id: the job that is begun carries it, so that a message that comes twice begins one run.</param>
/// <param name="TitleId">The title.</param>
/// <param name="Force">Whether it is enriched although the last enrichment is fresh.</param>
/// <param name="Manual">Whether a person asked, who need not care whether the title is monitored.</param>
/// <param name="Reason">Why, in a few words.</param>
/// <param name="RequestedAt">When it was asked for; a run that began later covers it.</param>
public sealed record EnrichMessage(string Id, TitleId TitleId, bool Force, bool Manual, string Reason, DateTimeOffset RequestedAt)
    : ITracedMessage
{
    /// <inheritdoc/>
    public string? TraceParent { get; init; }

    /// <summary>A message for a title, with an id of its own.</summary>
    /// <param name="titleId">The title.</param>
    /// <param name="reason">Why, in a few words.</param>
    /// <param name="requestedAt">When it was asked for.</param>
    /// <returns>The message, neither forced nor manual.</returns>
    public static EnrichMessage For(TitleId titleId, string reason, DateTimeOffset requestedAt) =>
        new(Guid.CreateVersion7(requestedAt).ToString("N"), titleId, Force: false, Manual: false, reason, requestedAt);
}

/// <summary>Asks for the work on a webhook.</summary>
/// <param name="ActivityId">The entry that keeps it.</param>
public sealed record WebhookMessage(string ActivityId) : ITracedMessage
{
    /// <inheritdoc/>
    public string? TraceParent { get; init; }
}

/// <summary>Who waits for an enrichment, and so in which queue it stands.</summary>
public enum EnrichPriority
{
    /// <summary>Webhooks.</summary>
    Urgent,

    /// <summary>People.</summary>
    High,

    /// <summary>Schedules and scans; they wait while an urgent or high one waits.</summary>
    Normal,
}
