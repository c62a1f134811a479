namespace Metarr.Enrichment.Providers.Calls.Sharing;

/// <summary>The calls of one instance that wait for a token, people and webhooks first. Not safe for threads by itself.</summary>
internal sealed class TokenQueue
{
    private readonly Queue<TaskCompletionSource<QuotaAnswer>> interactive = new();
    private readonly Queue<TaskCompletionSource<QuotaAnswer>> background = new();

    /// <summary>How many wait.</summary>
    public LeaseWish Wish
    {
        get
        {
            // Those that gave up are counted out here, once they have come to the front.
            while (interactive.TryPeek(out var first) && first.Task.IsCompleted) interactive.Dequeue();
            while (background.TryPeek(out var first) && first.Task.IsCompleted) background.Dequeue();
            return new LeaseWish(interactive.Count, background.Count);
        }
    }

    /// <summary>Joins the queue.</summary>
    /// <param name="priority">Who waits.</param>
    /// <returns>The place; completed when its turn has come, or by whoever gives it up.</returns>
    public TaskCompletionSource<QuotaAnswer> Join(CallPriority priority)
    {
        // The call goes on elsewhere, never inside of whoever deals out the tokens.
        var place = new TaskCompletionSource<QuotaAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue(priority).Enqueue(place);
        return place;
    }

    /// <summary>Answers those in front.</summary>
    /// <param name="priority">Which queue.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>How many took it.</returns>
    public int Answer(CallPriority priority, int count, QuotaAnswer answer)
    {
        var queue = Queue(priority);
        var taken = 0;
        while (taken < count && queue.TryDequeue(out var place))
        {
            if (place.TrySetResult(answer)) taken++;
        }

        return taken;
    }

    private Queue<TaskCompletionSource<QuotaAnswer>> Queue(CallPriority priority) =>
        priority is CallPriority.Interactive ? interactive : background;
}
