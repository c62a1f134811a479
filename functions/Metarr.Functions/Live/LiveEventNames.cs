namespace Metarr.Functions.Live;

/// <summary>What live events are called on the hub.</summary>
public static class LiveEventNames
{
    /// <summary>The hub that all of them go to.</summary>
    public const string Hub = "enrichment";

    /// <summary>A title's run has come to another step: <see cref="EnrichmentProgressed"/>.</summary>
    public const string EnrichmentProgress = "enrichment:progress";

    /// <summary>A title's run has ended: <see cref="EnrichmentEnded"/>.</summary>
    public const string EnrichmentComplete = "enrichment.complete";

    /// <summary>A bulk run has come further: <see cref="BulkProgressed"/>.</summary>
    public const string BulkProgress = "bulk:progress";

    /// <summary>A title changed and is to be read again: <see cref="EntityUpdated"/>.</summary>
    public const string EntityUpdated = "entity:updated";

    /// <summary>Art was chosen for a title: <see cref="AssetsSelected"/>.</summary>
    public const string AssetSelected = "asset:selected";

    /// <summary>A run failed: <see cref="JobFailed"/>.</summary>
    public const string JobFailed = "job:failed";
}
