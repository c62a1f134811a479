using System.Globalization;
using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Live;

/// <summary>A title's run has come to another step.</summary>
/// <param name="Kind">The sort of title.</param>
/// <param name="Id">The title's id within its kind.</param>
/// <param name="Phase">The step, by the activity's name.</param>
/// <param name="Done">How much of the step is done, where it has parts.</param>
/// <param name="Total">How many parts it has.</param>
/// <param name="Detail">What it is about, such as the provider.</param>
public sealed record EnrichmentProgressed(
    string Kind, string Id, string Phase, int Done = 0, int Total = 0, string? Detail = null)
{
    /// <summary>The progress of a title.</summary>
    /// <param name="id">The title.</param>
    /// <param name="phase">The step, by the activity's name.</param>
    /// <returns>The payload.</returns>
    public static EnrichmentProgressed Of(TitleId id, string phase) => new(LiveKind.Of(id), id.Value, phase);
}

/// <summary>A title's run has ended.</summary>
/// <param name="Kind">The sort of title.</param>
/// <param name="Id">The title's id within its kind.</param>
/// <param name="JobId">The run.</param>
/// <param name="State">Completed, skipped or failed.</param>
/// <param name="Reason">Why it was skipped or failed.</param>
/// <param name="Completeness">Percent of the expected fields that are filled, when it was completed.</param>
/// <param name="Partial">Whether a provider or an image host was missing, when it was completed.</param>
public sealed record EnrichmentEnded(
    string Kind, string Id, string JobId, JobState State, string? Reason, double? Completeness, bool? Partial);

/// <summary>A title changed and is to be read again.</summary>
/// <param name="Kind">The sort of title.</param>
/// <param name="Id">The title's id within its kind.</param>
public sealed record EntityUpdated(string Kind, string Id)
{
    /// <summary>The change of a title.</summary>
    /// <param name="id">The title.</param>
    /// <returns>The payload.</returns>
    public static EntityUpdated Of(TitleId id) => new(LiveKind.Of(id), id.Value);
}

/// <summary>Art was chosen for a title.</summary>
/// <param name="Kind">The sort of title.</param>
/// <param name="Id">The title's id within its kind.</param>
/// <param name="Changed">How many choices are new.</param>
/// <param name="Selected">How many files are selected now, by asset type.</param>
public sealed record AssetsSelected(string Kind, string Id, int Changed, IReadOnlyDictionary<AssetType, int> Selected);

/// <summary>A run failed.</summary>
/// <param name="JobId">The run.</param>
/// <param name="Id">The title's id within its kind; null for a bulk run.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record JobFailed(string JobId, string? Id, string? Reason);

/// <summary>A bulk run has come further.</summary>
/// <param name="JobId">The run.</param>
/// <param name="Total">How many titles there are to do.</param>
/// <param name="PercentComplete">How much of them is done.</param>
/// <param name="Statistics">What was done so far.</param>
/// <param name="CurrentId">The title that begins now.</param>
/// <param name="CurrentTitle">What it is called.</param>
/// <param name="Finished">Whether the run has ended.</param>
public sealed record BulkProgressed(
    string JobId, int Total, int PercentComplete, BulkStatistics Statistics, string? CurrentId, string? CurrentTitle, bool Finished)
{
    /// <summary>The progress of a run that starts a title.</summary>
    /// <param name="request">Where it stands.</param>
    /// <param name="name">What the title is called, or null when nobody told yet.</param>
    /// <returns>The payload.</returns>
    public static BulkProgressed Of(AdmissionRequest request, string? name) => new(
        request.JobId,
        request.Total,
        Percent(request.Statistics.Processed, request.Total),
        request.Statistics,
        request.Title.TitleId.Value,
        name ?? request.Title.TitleId.Value,
        Finished: false);

    /// <summary>The end of a run.</summary>
    /// <param name="result">How it ended.</param>
    /// <returns>The payload.</returns>
    public static BulkProgressed Of(BulkResult result) => new(
        result.JobId, result.Total, Percent(result.Statistics.Processed, result.Total), result.Statistics, null, null, Finished: true);

    private static int Percent(int done, int total) => total == 0 ? 100 : (int)Math.Min(100, 100L * done / total);
}

/// <summary>How payloads name the sort of a title.</summary>
internal static class LiveKind
{
    public static string Of(TitleId id) => id.Kind.ToString().ToLower(CultureInfo.InvariantCulture);
}
