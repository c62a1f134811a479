namespace Metarr.Enrichment.Providers.Calls;

/// <summary>Leaves a provider alone that keeps failing, so that nobody waits for it in vain.</summary>
public interface ICircuitBreaker
{
    /// <summary>Asks whether a call makes sense.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null to go on; else when to ask again.</returns>
    ValueTask<DateTimeOffset?> EnterAsync(string provider, CancellationToken cancellationToken);

    /// <summary>Tells how a call ended that <see cref="EnterAsync"/> let through.</summary>
    /// <remarks>Rate limits and calls that the caller gave up say nothing about the provider's health and are not told.</remarks>
    /// <param name="provider">The provider's name.</param>
    /// <param name="succeeded">True when the provider answered, be it with "not found" or "wrong key".</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask ReportAsync(string provider, bool succeeded, CancellationToken cancellationToken);
}
