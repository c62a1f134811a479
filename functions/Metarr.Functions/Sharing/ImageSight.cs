using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Sharing;

/// <summary>What came of looking at an image: what its bytes showed, or why it can be of use to nobody.</summary>
/// <param name="Analysis">What its bytes showed, if it is an image.</param>
/// <param name="Failure">Why it cannot be used, if it is none or there is no file.</param>
public sealed record ImageSight(AssetAnalysis? Analysis, CandidateFailure? Failure = null)
{
    /// <summary>Whether it says something of the image itself, and nothing of whoever looked, the network, or a limit that was set.</summary>
    [JsonIgnore]
    public bool IsOfTheImage => Failure is null
        ? Analysis is { Width: > 0, Height: > 0, Bytes: > 0 }
        : Analysis is null && Failure.Kind is CandidateFailureKind.NotFound or CandidateFailureKind.NotAnImage;
}
