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
            var row = await titles.FindAsync(id, cancellationToken);
            var now = time.GetUtcNow();
            if (row?.Lease?.Until > now) continue;
            if (row?.Title.DeletedAt is { } deleted && now - deleted < DeletionStore.Kept) continue;
            if (row?.Title.DeletedAt is not null
                && await removal.RemoveAsync(id, EditCondition.None, cancellationToken) is EditOutcome.Done) removed++;
            await deletions.RemoveAsync(id, cancellationToken);
        }

        return removed;
    }
}
