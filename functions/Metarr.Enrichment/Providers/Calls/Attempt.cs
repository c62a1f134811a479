namespace Metarr.Enrichment.Providers.Calls;

/// <summary>What came of one try, and whether another makes sense.</summary>
/// <typeparam name="TResult">What the caller is told if this was the last one.</typeparam>
/// <param name="Result">The result.</param>
/// <param name="MayRetry">Whether the same try may end better in a while.</param>
/// <param name="Wait">How long the server asked to wait; null to leave that to the retry.</param>
internal sealed record Attempt<TResult>(TResult Result, bool MayRetry = false, TimeSpan? Wait = null);
