namespace Metarr.Enrichment.Providers.Calls;

/// <summary>Keeps calls within what a provider allows. Every try, a repeated one too, takes one token of a budget.</summary>
/// <remarks>A budget is named after what it protects: a provider's name for its API, a host for an image CDN.</remarks>
public interface IQuotaGate
{
    /// <summary>Waits for a token, as long as that is worth it.</summary>
    /// <param name="budget">The budget's name; one that is not configured has no limit.</param>
    /// <param name="priority">Who waits; background work leaves a fifth of the budget to the others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A token, or how long there will be none.</returns>
    ValueTask<QuotaAnswer> AcquireAsync(string budget, CallPriority priority, CancellationToken cancellationToken);

    /// <summary>Gives out no token for a while, because the provider said that it has had enough.</summary>
    /// <param name="budget">The budget's name.</param>
    /// <param name="wait">For how long; never shortens a closure that stands.</param>
    /// <param name="cancellationToken">Ends the attempt to tell the others.</param>
    ValueTask CloseAsync(string budget, TimeSpan wait, CancellationToken cancellationToken);
}
