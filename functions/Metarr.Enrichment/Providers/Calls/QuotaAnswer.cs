namespace Metarr.Enrichment.Providers.Calls;

/// <summary>What came of asking for a token of a budget.</summary>
public abstract record QuotaAnswer
{
    private QuotaAnswer()
    {
    }

    /// <summary>One try may be made.</summary>
    public sealed record Granted : QuotaAnswer;

    /// <summary>No token can be had within a bearable time.</summary>
    /// <param name="RetryAfter">How long, when that is known.</param>
    public sealed record Refused(TimeSpan? RetryAfter) : QuotaAnswer;
}
