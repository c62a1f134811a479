using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Publishing;

/// <summary>Hands a title over to publishing.</summary>
/// <remarks>
/// A queue may deliver a message twice, and a step that is killed may send it twice: then with the same id, by which a consumer that
/// drops repeats sees each completed run exactly once.
/// </remarks>
/// <param name="Id">The run's id, or one of its own when a person asked.</param>
/// <param name="TitleId">The title.</param>
/// <param name="At">When it was handed over.</param>
/// <param name="Changed">What the run changed.</param>
/// <param name="OverwriteForeign">Whether files that somebody else wrote are replaced.</param>
public sealed record PublishMessage(
    string Id, TitleId TitleId, DateTimeOffset At, TitleChange Changed, bool OverwriteForeign = false)
    : ITracedMessage
{
    /// <summary>
    /// Whether it was sent before the commit that it follows from, in case that nothing was sent after it: then it counts only while the
    /// title is queued still.
    /// </summary>
    public bool Promised { get; init; }

    /// <inheritdoc/>
    public string? TraceParent { get; init; }

    /// <summary>The message of a hand-over.</summary>
    /// <param name="titleId">The title.</param>
    /// <param name="handOver">The hand-over.</param>
    /// <returns>The message, which carries the trace at hand.</returns>
    public static PublishMessage Of(TitleId titleId, HandOver handOver) =>
        new(handOver.Id, titleId, handOver.At, handOver.Changed) { TraceParent = TraceCarrier.Current };
}
