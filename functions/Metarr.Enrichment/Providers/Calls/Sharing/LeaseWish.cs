namespace Metarr.Enrichment.Providers.Calls.Sharing;

/// <summary>How many calls wait for a token at one instance.</summary>
/// <param name="Interactive">Calls that people and webhooks wait for.</param>
/// <param name="Background">Calls of background work.</param>
internal readonly record struct LeaseWish(int Interactive, int Background)
{
    /// <summary>All of them.</summary>
    public int Total => Interactive + Background;
}
