using System.Globalization;
using Metarr.Enrichment.Publishing;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Publishing;

/// <summary>Hands titles over to publishing when something other than a run has changed what is to lie in their folders.</summary>
/// <remarks>
/// A run's hand-over is part of its commit and stands in the title's row; this only sends messages beside it, so that neither takes the
/// other's place. What is published is the title as it is when the message is worked on.
/// </remarks>
public sealed class HandOvers(SettingsStore settings, WorkQueues queues, TimeProvider time)
{
    private static readonly TitleChange Nothing = new([], [], Cast: false);

    /// <summary>Has a title written again to where its files lie now: a better file, or a new name, may have come with a new folder.</summary>
    /// <remarks>
    /// Nothing is asked of any provider. What was never published, or waits for a person to publish it, stays so unless publishing goes by
    /// itself.
    /// </remarks>
    /// <param name="row">The title as it is now.</param>
    /// <param name="cause">The webhook that told of it; worked on again after a failure, it gives the same message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it was handed over.</returns>
    public async Task<bool> ReassertAsync(TitleRow row, ActivityEntry cause, CancellationToken cancellationToken)
    {
        if (row.Title.EnrichedAt is null) return false;
        var isPublished = row.HandOver is { State: HandOverState.Published or HandOverState.Queued };
        if (!isPublished && !(await settings.ReadAsync(cancellationToken)).AutoPublish) return false;
        var id = string.Create(CultureInfo.InvariantCulture, $"{cause.Id}-{cause.LastAt.UtcTicks:x}");
        await SendAsync(new PublishMessage(id, row.Title.Id, time.GetUtcNow(), Nothing), cancellationToken);
        return true;
    }

    /// <summary>Publishes what a person has edited or chosen, where publishing goes by itself.</summary>
    /// <param name="row">The title as it is now; one that was never enriched is not published.</param>
    /// <param name="changed">What the person changed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it was handed over; not when nothing was changed that is published.</returns>
    public async Task<bool> EditedAsync(TitleRow row, TitleChange changed, CancellationToken cancellationToken)
    {
        if (row.Title.EnrichedAt is null || changed == Nothing) return false;
        if (!(await settings.ReadAsync(cancellationToken)).AutoPublish) return false;
        var now = time.GetUtcNow();
        await SendAsync(new PublishMessage(Guid.CreateVersion7(now).ToString("N"), row.Title.Id, now, changed), cancellationToken);
        return true;
    }

    private Task SendAsync(PublishMessage message, CancellationToken cancellationToken) =>
        queues.SendAsync(QueueNames.Publish, StoredJson.Write(message), TimeSpan.Zero, cancellationToken);
}
