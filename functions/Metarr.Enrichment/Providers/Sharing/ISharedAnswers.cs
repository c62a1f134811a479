namespace Metarr.Enrichment.Providers.Sharing;

/// <summary>Where libraries share what providers said. Nothing here throws for a store that cannot be reached: it is then empty.</summary>
/// <remarks>
/// A question is the address that is asked, without keys; see <see cref="IMetadataProvider.SharedQuestion"/>.
/// </remarks>
public interface ISharedAnswers
{
    /// <summary>Looks for an answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer, however old; null when there is none that is whole.</returns>
    Task<SharedAnswer?> FindAsync(string question, CancellationToken cancellationToken);

    /// <summary>Shares an answer; it takes the place of an earlier one.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answer">The answer, which its client can read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task KeepAsync(string question, SharedAnswer answer, CancellationToken cancellationToken);

    /// <summary>Notes that an answer still holds, unless another has taken its place.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answer">The answer as it was found, with the new time of its confirmation.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task ConfirmAsync(string question, SharedAnswer answer, CancellationToken cancellationToken);

    /// <summary>Takes away an answer that cannot be read, unless another has taken its place.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answer">The answer as it was found.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task EvictAsync(string question, SharedAnswer answer, CancellationToken cancellationToken);

    /// <summary>Announces that the provider is about to be asked, so that all others who ask the same wait for what comes of it.</summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The announcement, which ends when it is disposed and, should its process die, by itself; null while another stands.
    /// Where nobody can be told, one that nobody sees.</returns>
    Task<IAsyncDisposable?> TryAnnounceAsync(string question, CancellationToken cancellationToken);
}
