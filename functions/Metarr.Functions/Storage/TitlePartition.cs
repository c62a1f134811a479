using Azure.Data.Tables;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Gathers the rows of one title as they are read.</summary>
internal sealed class TitlePartition
{
    private readonly List<CandidateRecord> candidates = [];
    private readonly List<CachedAsset> cached = [];
    private readonly List<CachedAsset> released = [];
    private readonly List<ProviderFetch> fetches = [];
    private readonly List<TypeChoice> choices = [];
    private readonly List<PastChoice> past = [];
    private readonly List<CastMember> cast = [];
    private readonly List<int> left = [];
    private readonly List<string> others = [];
    private TitleRow? title;

    /// <summary>Takes a row; rows of other sorts are passed over.</summary>
    public void Add(TableEntity entity)
    {
        if (entity.RowKey == TitleRows.TitleKey) title = TitleRows.ReadTitle(entity);
        else if (Is(TitleRows.CandidatePrefix)) candidates.Add(entity.Record<CandidateRecord>());
        else if (Is(TitleRows.CachedPrefix)) cached.Add(entity.Record<CachedAsset>());
        else if (Is(TitleRows.ProviderPrefix)) fetches.Add(entity.Record<ProviderFetch>());
        else if (Is(TitleRows.CastPrefix)) cast.Add(entity.Record<CastMember>());
        else if (Is(TitleRows.ChoicePrefix)) choices.Add(entity.Record<TypeChoice>());
        else if (Is(TitleRows.PastPrefix)) past.Add(entity.Record<PastChoice>());
        else if (Is(TitleRows.ReleasedPrefix)) released.Add(entity.Record<CachedAsset>());
        else if (Is(TitleRows.LeftPrefix)) left.Add(entity.GetInt32("PersonId") ?? 0);

        var isFile = Is(TitleRows.CachedPrefix) || Is(TitleRows.ReleasedPrefix);
        if (entity.RowKey != TitleRows.TitleKey && !isFile) others.Add(entity.RowKey);

        bool Is(string prefix) => entity.RowKey.StartsWith(prefix, StringComparison.Ordinal);
    }

    /// <summary>What people edit of the title as it was read, or null when there is none.</summary>
    public TitleState? State() => title is not { Removed: false } row ? null : new TitleState(row, [.. choices], [.. cast]);

    /// <summary>The title as it was read, or null when there is none.</summary>
    public TitleSnapshot? Snapshot() => title is not { Removed: false } row
        ? null
        : new TitleSnapshot(row, Decisions.Shown(candidates, choices, past, cached), cached, fetches)
        {
            Cast = [.. cast], Choices = choices, Past = [.. past.OrderByDescending(ended => ended.EndedAt)], Released = released,
            Left = left,
        };

    /// <summary>Whether there are rows, but not the title's own.</summary>
    public bool IsHeadless => title is null && others.Count + cached.Count + released.Count > 0;

    /// <summary>What is left of the title when it is being removed, or null.</summary>
    public RemovedTitle? Removed() =>
        title is { Removed: true } row ? new RemovedTitle(row, cached, released, People(), others) : null;

    /// <summary>All people that the rows name: who is in the cast, who was, and who a provider says is.</summary>
    private IReadOnlyList<int> People() =>
        [.. cast.Concat(fetches.SelectMany(fetch => fetch.Cast)).Select(member => member.PersonId).Concat(left).Distinct()];
}
