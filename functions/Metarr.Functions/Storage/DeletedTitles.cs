using Metarr.Functions.Choosing;

namespace Metarr.Functions.Storage;

/// <summary>Removes titles that were deleted at their source.</summary>
public sealed class DeletedTitles(TitleStore titles, DeletionStore deletions, TitleRemoval removal, TimeProvider time)
{
    /// <summary>Removes the marked titles whose time is over; one that a run works on stays until the next time.</summary>
    /// <param name="cancellationToken">Ends the work; what is left is found again.</param>
    /// <returns>How many titles were removed.</returns>
    public async Task<int> RemoveDueAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var id in await deletions.ListAsync(cancellationToken))
        {
            var state = await titles.FindStateAsync(id, cancellationToken);
            var now = time.GetUtcNow();
            if (state?.Row.Lease?.Until > now) continue;
            if (state?.Row.Title.DeletedAt is { } deleted)
            {
                if (now - deleted < DeletionStore.Kept) continue;

                // Only as it was judged: a title that comes back right now stays, and is looked at again the next time.
                var asJudged = new EditCondition([TitleVersion.Of(state).Tag]);
                if (await removal.RemoveAsync(id, asJudged, cancellationToken) is not EditOutcome.Done) continue;
                removed++;
            }

            await deletions.RemoveAsync(id, cancellationToken);
            var marked = (await titles.FindAsync(id, cancellationToken))?.Title;
            if (marked is { DeletedAt: not null }) await deletions.FollowAsync(marked, before: null, cancellationToken);
        }

        return removed;
    }
}
