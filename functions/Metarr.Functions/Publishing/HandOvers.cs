using System.Globalization;
using Metarr.Enrichment.Publishing;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Publishing;

/// <summary>Hands titles over to publishing when something other than a run has changed what is to lie in their folders.</summary>
/// <remarks>
/// The hand-over of a run, an edit or a choice is part of its commit and stands in the title's row; a webhook only sends a message beside
/// it. What is published is the title as it is when the message is worked on.
/// </remarks>
public sealed class HandOvers(SettingsStore settings, WorkQueues queues, TimeProvider time)
{
    /// <summary>When a promise is seen: after the longest time in which a commit may still succeed, with all that its client tries again.</summary>
    private static readonly TimeSpan PromiseTime = TimeSpan.FromMinutes(10);

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
        await SendAsync(new PublishMessage(id, row.Title.Id, time.GetUtcNow(), Nothing), TimeSpan.Zero, cancellationToken);
        return true;
    }

    /// <summary>Notes in a title's row that a person changes what is to lie in its folder; to be committed together with the change.</summary>
    /// <remarks>
    /// Where publishing goes by itself, a promise is sent before the commit: a message that is seen only minutes later, and publishes the
    /// title if it waits still. So the change is published although the process may end between the commit and the usual message.
    /// </remarks>
    /// <param name="row">The title as it is to be committed; one that was never enriched is not published.</param>
    /// <param name="changed">What the person changes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row, queued or ready to be published; as it was when nothing is changed that is published.</returns>
    public async Task<TitleRow> NoteAsync(TitleRow row, TitleChange changed, CancellationToken cancellationToken)
    {
        if (row.Title.EnrichedAt is null || changed == Nothing) return row;
        var isQueued = (await settings.ReadAsync(cancellationToken)).AutoPublish;
        var now = time.GetUtcNow();
        var unpublished = row.HandOver is { State: not HandOverState.Published } waiting ? waiting.Changed.And(changed) : changed;
        var handOver = HandOver.Of(Guid.CreateVersion7(now).ToString("N"), isQueued, now, unpublished);
        if (isQueued)
        {
            var promise = PublishMessage.Of(row.Title.Id, handOver) with { Promised = true };
            await SendAsync(promise, PromiseTime, cancellationToken);
        }

        return row with { HandOver = handOver };
    }

    /// <summary>Publishes what was noted with a change that is committed, where publishing goes by itself.</summary>
    /// <param name="before">The title before the change.</param>
    /// <param name="after">The title as it was committed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when the queue has it, or there is nothing to send.</returns>
    public Task FollowAsync(TitleRow before, TitleRow after, CancellationToken cancellationToken) =>
        after.HandOver is { State: HandOverState.Queued } handOver && handOver != before.HandOver
            ? SendAsync(PublishMessage.Of(after.Title.Id, handOver), TimeSpan.Zero, cancellationToken)
            : Task.CompletedTask;

    private Task SendAsync(PublishMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.SendAsync(QueueNames.Publish, StoredJson.Write(message), delay, cancellationToken);
}
