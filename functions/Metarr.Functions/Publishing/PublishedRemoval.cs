using Metarr.Enrichment.Library;
using Metarr.Functions.Choosing;
using Metarr.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Publishing;

/// <summary>What came of the removal of a title together with what was published of it.</summary>
public abstract record RemovalOutcome
{
    private RemovalOutcome()
    {
    }

    /// <summary>What came of the removal itself.</summary>
    /// <param name="Outcome">As without anything published.</param>
    public sealed record Asked(EditOutcome Outcome) : RemovalOutcome;

    /// <summary>Files could not be taken back, and the title is still there, so that it can be asked for again.</summary>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record Refused(string Reason) : RemovalOutcome;
}

/// <summary>Removes titles together with what was published of them.</summary>
public sealed class PublishedRemoval(TitleStore titles, TitleRemoval removal, Publisher publisher, ILogger<PublishedRemoval> logger)
{
    /// <summary>Takes back what was published of a title, and removes it.</summary>
    /// <remarks>The files go first: once the title is gone, nobody knows any more which files were its own.</remarks>
    /// <param name="id">The title.</param>
    /// <param name="condition">What must still be so.</param>
    /// <param name="cancellationToken">Ends the wait; it can be asked for again.</param>
    /// <returns>What came of it.</returns>
    public async Task<RemovalOutcome> RemoveAsync(TitleId id, EditCondition condition, CancellationToken cancellationToken)
    {
        if (publisher.Objection() is { } objection) return new RemovalOutcome.Refused(objection);
        if (await titles.FindStateAsync(id, cancellationToken) is { } state)
        {
            if (!condition.Allows(state)) return new RemovalOutcome.Asked(new EditOutcome.ChangedMeanwhile());
            if (await publisher.WithdrawAsync(state.Row, cancellationToken) is { } reason) return new RemovalOutcome.Refused(reason);
        }

        var outcome = await removal.RemoveAsync(id, condition, cancellationToken);

        // A message that was worked on in between has written files anew; none comes after the removal.
        if (outcome is EditOutcome.Done { Title.Row: var removed } && await publisher.WithdrawAsync(removed, cancellationToken) is { } left)
        {
            PublishLogs.LeftBehind(logger, id, left);
        }

        return new RemovalOutcome.Asked(outcome);
    }
}
