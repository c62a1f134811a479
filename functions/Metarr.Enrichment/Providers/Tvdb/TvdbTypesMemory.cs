using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>Remembers what <c>/artwork/types</c> answered, which hardly ever changes and is needed for every title.</summary>
internal sealed class TvdbTypesMemory(TvdbRequests requests, TvdbSession session, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(1);

    // Without an answer the known types serve; to ask again for each title would cost the retries each time.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(10);

    private volatile Memory? memory;

    /// <summary>The body of <c>/artwork/types</c>.</summary>
    /// <param name="priority">Who waits for the answer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The body; null when TheTVDB does not answer.</returns>
    public async Task<ReadOnlyMemory<byte>?> BodyAsync(CallPriority priority, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (memory is { } remembered && now < remembered.Until) return remembered.Body;
        var answer = await session.SendAsync(token => requests.ArtworkTypes(priority, token), priority, cancellationToken);
        var body = (answer as ProviderAnswer.Ok)?.Body;
        memory = new Memory(body, now + (body is null ? PauseAfterFailure : GoodFor));
        return body;
    }

    private sealed record Memory(ReadOnlyMemory<byte>? Body, DateTimeOffset Until);
}
