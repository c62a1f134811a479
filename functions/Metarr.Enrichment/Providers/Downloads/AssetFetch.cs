using System.Net;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Telemetry;

namespace Metarr.Enrichment.Providers.Downloads;

/// <summary>One try at a file: follows redirects, checks every host on the way, reads the body within its limits.</summary>
internal sealed class AssetFetch(HttpClient client, DownloadOptions options, HostList hosts, TimeProvider time)
{
    /// <summary>The refusal of an address that may not be asked; null when it may.</summary>
    public DownloadResult.Refused? Objection(Uri url) =>
        hosts.Objection(url) is { } reason ? new(url.IsAbsoluteUri ? url.Authority : "", reason) : null;

    /// <summary>Tries once.</summary>
    /// <param name="url">Where the file lies.</param>
    /// <param name="trace">Is told the status of every answer.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    public async Task<Attempt<DownloadResult>> TryAsync(Uri url, CallTrace trace, CancellationToken cancellationToken)
    {
        using var whole = new CancellationTokenSource(options.TryTimeout, time);
        using var stall = new CancellationTokenSource(options.StallTimeout, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(whole.Token, stall.Token, cancellationToken);
        try
        {
            return await FollowAsync(url, trace, () => stall.CancelAfter(options.StallTimeout), any.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(new DownloadResult.TimedOut(), MayRetry: true);
        }
        catch (HttpRequestException fault) when (fault.InnerException is ForbiddenAddressException forbidden)
        {
            return new(new DownloadResult.Refused(forbidden.Host, forbidden.Message));
        }
        catch (HttpRequestException fault)
        {
            return Unavailable(url, $"could not be reached ({fault.HttpRequestError})", mayRetry: true);
        }
        catch (IOException)
        {
            return Unavailable(url, "broke off before the file was whole", mayRetry: true);
        }
    }

    private async Task<Attempt<DownloadResult>> FollowAsync(
        Uri url, CallTrace trace, Action progress, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            if (Objection(url) is { } refusal) return new(refusal);
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            trace.Answered((int)response.StatusCode);
            progress();
            if (!IsRedirect(response.StatusCode)) return await JudgeAsync(url, response, progress, cancellationToken);

            if (response.Headers.Location is not { } target) return Unavailable(url, "redirects to nowhere", mayRetry: false);
            if (redirects == options.MaxRedirects) return Unavailable(url, "redirects in circles", mayRetry: false);
            if (!Uri.TryCreate(url, target, out var next)) return Unavailable(url, "redirects to nowhere", mayRetry: false);
            url = next;
        }
    }

    private async Task<Attempt<DownloadResult>> JudgeAsync(
        Uri url, HttpResponseMessage response, Action progress, CancellationToken cancellationToken)
    {
        var wait = RetryAfter.Read(response.Headers, time.GetUtcNow());
        var status = (int)response.StatusCode;
        return status switch
        {
            200 => await ReadAsync(url, response.Content, progress, cancellationToken),
            404 or 410 => new(new DownloadResult.NotFound()),
            429 => new(new DownloadResult.RateLimited(wait), MayRetry: !(wait > RetryAfter.Bearable), wait),
            408 or >= 500 when wait > RetryAfter.Bearable => new(new DownloadResult.RateLimited(wait), MayRetry: false, wait),
            _ => Unavailable(url, $"answered {status}", mayRetry: status is 408 or >= 500, wait),
        };
    }

    private async Task<Attempt<DownloadResult>> ReadAsync(
        Uri url, HttpContent content, Action progress, CancellationToken cancellationToken)
    {
        var stated = content.Headers.ContentLength;
        if (stated > options.MaxBytes) return new(new DownloadResult.TooLarge(options.MaxBytes));

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new PooledBody(stated, options.MaxBytes);
        while (await body.ReadAsync(stream, cancellationToken) > 0)
        {
            progress();
            if (body.IsOverLimit) return new(new DownloadResult.TooLarge(options.MaxBytes));
        }

        return stated is null || stated == body.Length
            ? new(body.ToResult())
            : Unavailable(url, $"sent {body.Length} of {stated} bytes", mayRetry: true);
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private static Attempt<DownloadResult> Unavailable(Uri url, string what, bool mayRetry, TimeSpan? wait = null) =>
        new(new DownloadResult.Unavailable($"{url.Authority} {what}."), mayRetry, wait);
}
