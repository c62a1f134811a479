using System.Text.Json.Serialization;
using Metarr.Enrichment.Scoring;

namespace Metarr.Enrichment.Library;

/// <summary>A candidate with all that became of it: analysis, score, decision.</summary>
/// <param name="Candidate">What the provider offers.</param>
public sealed record CandidateRecord(Candidate Candidate)
{
    /// <summary>What its bytes showed; null until it was looked at.</summary>
    public AssetAnalysis? Analysis { get; init; }

    /// <summary>Why it cannot be used; null when nothing speaks against it.</summary>
    public CandidateFailure? Failure { get; init; }

    /// <summary>Its score; null until the first scoring.</summary>
    public AssetScore? Score { get; init; }

    /// <summary>Whether it is part of the selection, and if not, why.</summary>
    public CandidateDecision Decision { get; init; }

    /// <summary>Who selected it, when it is selected.</summary>
    public SelectedBy? SelectedBy { get; init; }

    /// <summary>The place in the selection, counted from 1, when it is selected.</summary>
    public int? Rank { get; init; }

    /// <summary>For a duplicate, the key of the candidate that stays in its place.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>When the decision was made.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Whether the provider no longer lists it.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Whether automation may select it: usable, and still listed or already selected.</summary>
    [JsonIgnore]
    public bool IsEligible => Failure is null && (!Withdrawn || Decision is CandidateDecision.Selected);
}

/// <summary>What has been decided about a candidate.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CandidateDecision>))]
public enum CandidateDecision
{
    /// <summary>Not selected, because others scored higher or nobody has chosen yet.</summary>
    None,

    /// <summary>Part of the selection.</summary>
    Selected,

    /// <summary>Rejected because it looks like a selected one.</summary>
    Duplicate,

    /// <summary>Was selected once; its file stays restorable for 30 days.</summary>
    Retired,
}

/// <summary>Who selected a candidate.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SelectedBy>))]
public enum SelectedBy
{
    /// <summary>The score did.</summary>
    Auto,

    /// <summary>A person did; automation leaves it alone.</summary>
    User,
}

/// <summary>Why a candidate cannot be used.</summary>
/// <param name="Kind">The sort of failure.</param>
/// <param name="Reason">A sentence for the person who looks.</param>
/// <param name="At">When it was found.</param>
public sealed record CandidateFailure(CandidateFailureKind Kind, string Reason, DateTimeOffset At)
{
    /// <summary>Whether a later run should try again: it was the network's fault, or that of a setting which may have changed.</summary>
    [JsonIgnore]
    public bool IsPassing => Kind
        is CandidateFailureKind.Unavailable or CandidateFailureKind.TimedOut or CandidateFailureKind.RateLimited or CandidateFailureKind.Refused;
}

/// <summary>The sorts of failure of a candidate.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CandidateFailureKind>))]
public enum CandidateFailureKind
{
    /// <summary>The provider lists it, but there is no file.</summary>
    NotFound,

    /// <summary>The file is no usable image.</summary>
    NotAnImage,

    /// <summary>The file is larger than allowed.</summary>
    TooLarge,

    /// <summary>The address is not one that images may come from.</summary>
    Refused,

    /// <summary>The file could not be fetched this time.</summary>
    Unavailable,

    /// <summary>The file did not arrive in time.</summary>
    TimedOut,

    /// <summary>The image host asked to wait.</summary>
    RateLimited,

    /// <summary>The bytes differed from those that were analysed.</summary>
    Altered,
}
