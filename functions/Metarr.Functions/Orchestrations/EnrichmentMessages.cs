using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Orchestrations;

/// <summary>Asks for the enrichment of one title.</summary>
/// <param name="TitleId">The title.</param>
/// <param name="JobId">The run.</param>
/// <param name="Manual">Whether a person asked, who need not care whether the title is monitored.</param>
/// <param name="Force">Whether providers are asked again although the last answer is fresh.</param>
/// <param name="RequireComplete">Whether the first rate limit ends the run and nothing of the title changes.</param>
public sealed record EnrichRequest(TitleId TitleId, string JobId, bool Manual, bool Force, bool RequireComplete)
{
    /// <summary>Whether a webhook asked, which is as urgent as a person and yet looks after monitored titles only.</summary>
    public bool Urgent { get; init; }

    /// <summary>Whether art is chosen anew from what is known, and no provider is asked; with force, whatever chose last.</summary>
    public bool ChoosingOnly { get; init; }

    /// <summary>The W3C trace context of whoever asked, for engines that begin a trace of their own; null when there is none.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>How far a run has come; the orchestration's custom status.</summary>
/// <param name="Phase">The step at hand, by the activity's name.</param>
/// <param name="Done">How many candidates were looked at.</param>
/// <param name="Total">How many are to be looked at, as far as is known.</param>
public sealed record EnrichmentProgress(string Phase, int Done, int Total);

/// <summary>Whether a run may go on.</summary>
/// <param name="Proceed">Whether it may.</param>
/// <param name="Reason">Why not, in a sentence.</param>
/// <param name="Waves">The providers to ask: those of one wave at the same time, the next wave when it has answered.</param>
/// <param name="StartedAt">When the run began.</param>
/// <param name="Settings">The settings that the run goes by, from its begin to its end; null when it does not go on.</param>
public sealed record EnrichmentBegun(
    bool Proceed,
    string? Reason,
    EquatableList<EquatableList<string>> Waves,
    DateTimeOffset StartedAt,
    EnrichmentSettings? Settings = null)
{
    /// <summary>How much there is to do.</summary>
    public RunScope Scope { get; init; }

    /// <summary>The job as it was written.</summary>
    public Job? Job { get; init; }
}

/// <summary>Asks for the fetch from one provider.</summary>
/// <param name="Request">The run.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Settings">The settings of the run.</param>
public sealed record FetchRequest(EnrichRequest Request, string Provider, EnrichmentSettings Settings);

/// <summary>What came of a fetch.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Candidates">How many candidates it offers.</param>
/// <param name="Reason">A sentence on what went wrong, when something did.</param>
/// <param name="IsEmpty">Whether it answered, but with nothing at all.</param>
public sealed record FetchOutcome(
    string Provider, ProviderOutcome Outcome, int Candidates, string? Reason, bool IsEmpty = false);

/// <summary>Asks that what providers offer is taken into the title's list of candidates.</summary>
/// <param name="TitleId">The title.</param>
/// <param name="JobId">The run.</param>
/// <param name="Providers">The providers that answered.</param>
/// <param name="Settings">The settings of the run.</param>
public sealed record ListingRequest(TitleId TitleId, string JobId, EquatableList<string> Providers, EnrichmentSettings Settings);

/// <summary>Names one candidate of a title.</summary>
/// <param name="TitleId">The title.</param>
/// <param name="Type">The asset type.</param>
/// <param name="Key">The candidate's key.</param>
public sealed record CandidateRef(TitleId TitleId, AssetType Type, string Key);

/// <summary>Asks for a look at one candidate.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Stage">Whether its bytes are put aside because it may be chosen.</param>
public sealed record AnalysisRequest(CandidateRef Candidate, bool Stage);

/// <summary>What a look at a candidate showed.</summary>
/// <param name="Analysis">What its bytes showed, or null when it cannot be used.</param>
/// <param name="DownloadedBytes">How many bytes were downloaded for it.</param>
/// <param name="LimitedProvider">The provider whose image host asked to wait, when one did.</param>
public sealed record AnalysisOutcome(AssetAnalysis? Analysis, long DownloadedBytes, string? LimitedProvider = null);

/// <summary>Asks what to look at next, or for the choice.</summary>
/// <param name="TitleId">The title.</param>
/// <param name="JobId">The run.</param>
/// <param name="Settings">The settings of the run.</param>
public sealed record SelectionRequest(TitleId TitleId, string JobId, EnrichmentSettings Settings);

/// <summary>What to look at next, or the choice.</summary>
/// <param name="Next">The candidates to look at; none when the selection can no longer change.</param>
/// <param name="Plan">The choice, when there is nothing left to look at.</param>
public sealed record SelectionStep(EquatableList<AnalysisRequest> Next, SelectionPlan? Plan);

/// <summary>The choice for one asset type.</summary>
/// <param name="Type">The type.</param>
/// <param name="Keys">The chosen candidates, best first.</param>
/// <param name="NewKeys">Those among them that are not selected yet.</param>
/// <param name="Unwanted">Selected ones that must go even when nothing takes their place: the type is switched off, or the strict language policy forbids them.</param>
public sealed record PlannedType(
    AssetType Type, EquatableList<string> Keys, EquatableList<string> NewKeys, EquatableList<string> Unwanted);

/// <summary>The choice for a title, before anything of it is committed.</summary>
/// <param name="Types">The choice for each type that automation may choose for.</param>
public sealed record SelectionPlan(EquatableList<PlannedType> Types)
{
    /// <summary>The types whose choice might have been better, had image hosts served all their files.</summary>
    public EquatableList<AssetType> Missed { get; init; } = [];
}

/// <summary>Asks for the commit of a run.</summary>
/// <param name="Request">The run.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Fetches">What came of the fetches.</param>
/// <param name="Plan">The choice.</param>
/// <param name="Analyzed">How many candidates were looked at.</param>
/// <param name="DownloadedBytes">How many bytes of images were downloaded.</param>
public sealed record CompletionRequest(
    EnrichRequest Request,
    DateTimeOffset StartedAt,
    EquatableList<FetchOutcome> Fetches,
    SelectionPlan Plan,
    int Analyzed,
    long DownloadedBytes)
{
    /// <summary>What was done for the title's people.</summary>
    public CastSummary? Cast { get; init; }

    /// <summary>The title's people when all of them are known, each with the portrait there is; else null.</summary>
    public SettledCast? SettledCast { get; init; }

    /// <summary>How much was done.</summary>
    public RunScope Scope { get; init; }

    /// <summary>The settings that the run went by.</summary>
    public SettingsMarks Marks { get; init; } = SettingsMarks.Unknown;

    /// <summary>Whether the title is handed on to publishing at once.</summary>
    public bool AutoPublish { get; init; }

    /// <summary>The job as it was when the run began.</summary>
    public Job? Job { get; init; }
}

/// <summary>Asks for the end of a run that cannot be completed.</summary>
/// <param name="Request">The run.</param>
/// <param name="State">How the job ends: skipped or failed.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record AbandonRequest(EnrichRequest Request, JobState State, string Reason);

/// <summary>How a run ended.</summary>
/// <param name="JobId">The run.</param>
/// <param name="State">Completed, skipped or failed.</param>
/// <param name="Reason">Why it was skipped or failed.</param>
/// <param name="Summary">What it did, when it was completed.</param>
public sealed record EnrichmentResult(string JobId, JobState State, string? Reason, EnrichmentSummary? Summary)
{
    /// <summary>The provider whose rate limit ended a run that was to be complete or nothing; else null.</summary>
    public string? LimitedProvider { get; init; }
}
