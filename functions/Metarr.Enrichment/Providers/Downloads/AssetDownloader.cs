using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Telemetry;
using Polly;

namespace Metarr.Enrichment.Providers.Downloads;

/// <summary>Fetches images from the providers' CDNs, and from nowhere else.</summary>
public sealed class AssetDownloader
{
    private readonly IQuotaGate quota;
    private readonly TimeProvider time;
    private readonly CallMetrics? metrics;
    private readonly AssetFetch fetch;
    private readonly ResiliencePipeline<Attempt<DownloadResult>> retry;

    /// <summary>Makes a downloader; one serves all.</summary>
    /// <param name="client">What sends the requests: <see cref="DownloadTransport.CreateClient"/> of the same options.</param>
    /// <param name="options">Hosts, limits and patience.</param>
    /// <param name="quota">Who gives out tokens; the budget is the host (with its port when it is not the default).</param>
    /// <param name="time">The clock.</param>
    /// <param name="metrics">Who counts the downloads; null for nobody.</param>
    /// <exception cref="ArgumentException">A host in the options cannot be read.</exception>
    public AssetDownloader(HttpClient client, DownloadOptions options, IQuotaGate quota, TimeProvider time, CallMetrics? metrics = null)
    {
        (this.quota, this.time, this.metrics) = (quota, time, metrics);
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
        using var trace = CallTrace.OfDownload(url, metrics, time);
        var last = await retry.ExecuteAsync(
            static async (state, token) => await state.Self.TryAsync(state.Url, state.Priority, state.Trace, token),
            (Self: this, Url: url, Priority: priority, Trace: trace),
            cancellationToken);
        var (outcome, failure) = Told(last.Result);
        trace.DownloadEnded(outcome, last.Result is DownloadResult.Downloaded file ? file.Bytes.Length : 0, failure);
        return last.Result;
    }

    private static (string Outcome, string? Failure) Told(DownloadResult result) => result switch
    {
        DownloadResult.Downloaded => ("ok", null),
        DownloadResult.NotFound => ("not_found", null),
        DownloadResult.Refused refused => ("refused", refused.Reason),
        DownloadResult.TooLarge => ("too_large", "The file is larger than is taken."),
        DownloadResult.RateLimited => ("rate_limited", "The host, or the quota kept for it, asks to wait."),
        DownloadResult.TimedOut => ("timed_out", "The host stalled or was too slow."),
        DownloadResult.Unavailable unavailable => ("unavailable", unavailable.Reason),
        _ => throw new InvalidOperationException($"A result of the type {result.GetType().Name} has no name."),
    };

    private async Task<Attempt<DownloadResult>> TryAsync(
        Uri url, CallPriority priority, CallTrace trace, CancellationToken cancellationToken)
    {
        if (fetch.Objection(url) is { } refusal) return new(refusal);
        var askedAt = time.GetTimestamp();
        var answer = await quota.AcquireAsync(url.Authority, priority, cancellationToken);
        trace.Tried(askedAt, answer is QuotaAnswer.Refused);
        if (answer is QuotaAnswer.Refused refused)
        {
            return new(new DownloadResult.RateLimited(refused.RetryAfter));
        }

        var attempt = await fetch.TryAsync(url, trace, cancellationToken);
        if (attempt is { Result: DownloadResult.RateLimited } or { Wait: not null })
        {
            await quota.CloseAsync(url.Authority, attempt.Wait ?? TimeSpan.FromSeconds(1), cancellationToken);
        }

        return attempt;
    }
}
