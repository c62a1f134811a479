using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Puts one choice in the place of another; the other goes into the history.</summary>
internal static class Replacement
{
    /// <summary>What changes when art is selected of a type.</summary>
    /// <param name="snapshot">The title as it is now.</param>
    /// <param name="chosen">What is to be selected from now on.</param>
    /// <param name="undoes">The past choice that is restored, when one is.</param>
    /// <returns>The changes; none when the same art is selected by the same already.</returns>
    public static PartitionChanges Of(TitleSnapshot snapshot, TypeChoice chosen, PastChoice? undoes = null)
    {
        var current = snapshot.ChoiceOf(chosen.Type);
        if (undoes is null && current is not null && (current.Art, current.By) == (chosen.Art, chosen.By)) return new PartitionChanges();
        return new PartitionChanges
        {
            Choices = [chosen],
            Past = current is null || current.Art == chosen.Art ? [] : [Ended(snapshot, current, chosen.At, undoes is not null)],
            Forgotten = undoes is null ? [] : [undoes],
        };
    }

    /// <summary>All of several changes.</summary>
    public static PartitionChanges Together(IReadOnlyCollection<PartitionChanges> changes) => new()
    {
        Choices = [.. changes.SelectMany(change => change.Choices)],
        Past = [.. changes.SelectMany(change => change.Past)],
        Forgotten = [.. changes.SelectMany(change => change.Forgotten)],
    };

    // Clocks of several machines differ a little; the history keeps the order in which the choices were made.
    private static PastChoice Ended(TitleSnapshot snapshot, TypeChoice current, DateTimeOffset now, bool undone)
    {
        var last = snapshot.Past.FirstOrDefault(past => past.Choice.Type == current.Type)?.EndedAt ?? DateTimeOffset.MinValue;
        return new PastChoice(current, now > last ? now : last.AddTicks(1)) { Undone = undone };
    }
}
