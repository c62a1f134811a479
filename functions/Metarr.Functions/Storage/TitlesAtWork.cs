using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>What this process has read of titles whose runs are about to be committed, so that the commit need not read it again.</summary>
/// <remarks>
/// Only a short cut. The commit is made on the condition that the title's row is still the one that was read, so what is remembered
/// here may be old, but never does harm; where nothing is remembered, in another process or for a step that is repeated, it is read.
/// </remarks>
public sealed class TitlesAtWork
{
    /// <summary>How many titles are remembered; more than are at work at once, and little memory should runs be lost.</summary>
    private const int Most = 32;

    private readonly Lock sync = new();
    private readonly OrderedDictionary<TitleId, (string JobId, TitleSnapshot Snapshot)> remembered = [];

    /// <summary>Remembers a title as it was read.</summary>
    /// <param name="jobId">The run that is at work on it.</param>
    /// <param name="snapshot">The title.</param>
    public void Remember(string jobId, TitleSnapshot snapshot)
    {
        lock (sync)
        {
            remembered.Remove(snapshot.Row.Title.Id);
            if (remembered.Count == Most) remembered.RemoveAt(0);
            remembered[snapshot.Row.Title.Id] = (jobId, snapshot);
        }
    }

    /// <summary>Looks a title up.</summary>
    /// <param name="id">The title.</param>
    /// <param name="jobId">The run that is at work on it.</param>
    /// <returns>The title as that run read it last, or null.</returns>
    public TitleSnapshot? Find(TitleId id, string jobId)
    {
        lock (sync) return remembered.TryGetValue(id, out var known) && known.JobId == jobId ? known.Snapshot : null;
    }

    /// <summary>Looks a title up, and forgets it.</summary>
    /// <param name="id">The title.</param>
    /// <param name="jobId">The run that is at work on it.</param>
    /// <returns>The title as that run read it last, or null.</returns>
    public TitleSnapshot? Take(TitleId id, string jobId)
    {
        lock (sync)
        {
            if (Find(id, jobId) is not { } snapshot) return null;
            remembered.Remove(id);
            return snapshot;
        }
    }
}
