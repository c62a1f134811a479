using Metarr.Enrichment.Providers.Calls;
using Polly;

namespace Metarr.Enrichment.Providers.Downloads;

/// <summary>Fetches images from the providers' CDNs, and from nowhere else.</summary>
public sealed class AssetDownloader
{
    private readonly IQuotaGate quota;
    private readonly AssetFetch fetch;
    private readonly ResiliencePipeline<Attempt<DownloadResult>> retry;

    /// <summary>Makes a downloader; one serves all.</summary>
    /// <param name="client">What sends the requests: <see cref="DownloadTransport.CreateClient"/> of the same options.</param>
    /// <param name="options">Hosts, limits and patience.</param>
    /// <param name="quota">Who gives out tokens; the budget is the host (with its port when it is not the default).</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">A host in the options cannot be read.</exception>
    public AssetDownloader(HttpClient client, DownloadOptions options, IQuotaGate quota, TimeProvider time)
    {
        this.quota = quota;
        fetch = new AssetFetch(client, options, new HostList(options), time);
        retry = Retries.Pipeline<DownloadResult>(options.Retries, time);
    }

    /// <summary>Downloads a file as background work.</summary>
    /// <param name="url">Where it lies.</param>
    /// <param name="cancellationToken">Ends the download; the only thing that makes this throw.</param>
    /// <returns>The bytes, in a buffer that the caller gives back, or why there are none.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<DownloadResult> DownloadAsync(Uri url, CancellationToken cancellationToken) =>
        DownloadAsync(url, CallPriority.Background, cancellationToken);

    /// <summary>Downloads a file.</summary>
    /// <param name="url">Where it lies.</param>
    /// <param name="priority">Who waits for it.</param>
    /// <param name="cancellationToken">Ends the download; the only thing that makes this throw.</param>
    /// <returns>The bytes, in a buffer that the caller gives back, or why there are none.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<DownloadResult> DownloadAsync(Uri url, CallPriority priority, CancellationToken cancellationToken)
    {
        var last = await retry.ExecuteAsync(
            static async (state, token) => await state.Self.TryAsync(state.Url, state.Priority, token),
            (Self: this, Url: url, Priority: priority),
            cancellationToken);
        return last.Result;
    }

    private async Task<Attempt<DownloadResult>> TryAsync(Uri url, CallPriority priority, CancellationToken cancellationToken)
    {
        if (fetch.Objection(url) is { } refusal) return new(refusal);
        if (await quota.AcquireAsync(url.Authority, priority, cancellationToken) is QuotaAnswer.Refused refused)
        {
            return new(new DownloadResult.RateLimited(refused.RetryAfter));
        }

        var attempt = await fetch.TryAsync(url, cancellationToken);
        if (attempt is { Result: DownloadResult.RateLimited } or { Wait: not null })
        {
            await quota.CloseAsync(url.Authority, attempt.Wait ?? TimeSpan.FromSeconds(1), cancellationToken);
        }

        return attempt;
    }
}
