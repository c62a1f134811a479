using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>One file of a choice.</summary>
/// <param name="Key">The candidate's key.</param>
/// <param name="Sha256">The hash of the bytes that were chosen; they stay the same when the provider replaces its file.</param>
public sealed record ChosenArt(string Key, Sha256Hash Sha256);

/// <summary>What is selected of one asset type. Only the commit of a run and people write it.</summary>
/// <param name="Type">The asset type.</param>
/// <param name="Art">The selected files, first to last.</param>
/// <param name="By">Who selected them.</param>
/// <param name="At">When.</param>
public sealed record TypeChoice(AssetType Type, EquatableList<ChosenArt> Art, SelectedBy By, DateTimeOffset At);

/// <summary>A choice that another one has replaced.</summary>
/// <param name="Choice">What was selected.</param>
/// <param name="EndedAt">When it was replaced; no two choices of one type end at the same time.</param>
public sealed record PastChoice(TypeChoice Choice, DateTimeOffset EndedAt)
{
    /// <summary>How long a past choice can be restored, and its files are kept for it.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Whether it ended because a person restored an earlier one; its files are kept, but it is not restored in its turn.</summary>
    public bool Undone { get; init; }

    /// <summary>Whether its files are still to be kept.</summary>
    /// <param name="now">The time to ask for.</param>
    /// <returns>True for 30 days from its end.</returns>
    public bool IsKept(DateTimeOffset now) => now - EndedAt < KeptFor;

    /// <summary>Whether a person can go back to it.</summary>
    /// <param name="now">The time to ask for.</param>
    /// <returns>True for 30 days from its end, unless a person has come back from it.</returns>
    public bool IsRestorable(DateTimeOffset now) => !Undone && IsKept(now);
}

/// <summary>What changes in a title's partition together with the title's own row.</summary>
public sealed record PartitionChanges
{
    /// <summary>Choices as they are from now on.</summary>
    public IReadOnlyCollection<TypeChoice> Choices { get; init; } = [];

    /// <summary>Choices that have ended.</summary>
    public IReadOnlyCollection<PastChoice> Past { get; init; } = [];

    /// <summary>Past choices that are taken from the history.</summary>
    public IReadOnlyCollection<PastChoice> Forgotten { get; init; } = [];

    /// <summary>Candidates that come with the choice: what a person uploaded.</summary>
    public IReadOnlyCollection<CandidateRecord> Candidates { get; init; } = [];

    /// <summary>Kept files that are new or linked to another candidate.</summary>
    public IReadOnlyCollection<CachedAsset> Cached { get; init; } = [];

    /// <summary>Kept files that the title needs no longer.</summary>
    public IReadOnlyCollection<CachedAsset> Released { get; init; } = [];

    /// <summary>What changes in the cast.</summary>
    public CastChange Cast { get; init; } = CastChange.None;

    /// <summary>TMDB's numbers of people who are no longer in the cast.</summary>
    public IReadOnlyCollection<int> Left { get; init; } = [];

    /// <summary>TMDB's numbers of people who were noted as leaving or being taken in, and are in the cast now.</summary>
    public IReadOnlyCollection<int> Arrived { get; init; } = [];
}
