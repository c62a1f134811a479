namespace Metarr.Enrichment.Scoring;

/// <summary>A candidate's score, 0 to 100, with the parts it is made of.</summary>
/// <param name="Resolution">Pixels against the ideal, 0 to 30.</param>
/// <param name="Aspect">Shape against the ideal, 0 to 20.</param>
/// <param name="Language">Language against the preferred one, 0 to 20.</param>
/// <param name="Votes">What the community thinks, 0 to 20.</param>
/// <param name="Provider">How far the provider is trusted, 0 to 10.</param>
/// <param name="Total">The sum, rounded to two decimals; the parts are rounded each for itself.</param>
/// <param name="SizeIsAssumed">Whether no size was known, so that the ideal one was assumed until the bytes are looked at.</param>
public sealed record AssetScore(
    double Resolution, double Aspect, double Language, double Votes, double Provider, double Total, bool SizeIsAssumed = false)
{
    /// <summary>The score of what can never be chosen.</summary>
    public static AssetScore Zero { get; } = new(0, 0, 0, 0, 0, 0);
}
