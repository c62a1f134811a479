using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.Timeout;

namespace Metarr.Enrichment.Providers.Calls;

/// <summary>The way every API call takes: breaker, retry, and for each try a token of the quota and a time-out.</summary>
/// <remarks>
/// The token is taken inside the retry, because a repeated try is one more request to the provider; the breaker stands
/// outside, so that a provider that is left alone costs no token, and counts whole calls, so that one address that always
/// fails does not close the way to the others. Failures are answers: only cancellation throws. No answer holds a URL's query.
/// </remarks>
public sealed class ProviderHttp
{
    private static readonly TimeSpan WaitWhenNoneIsStated = TimeSpan.FromSeconds(1);

    private readonly HttpClient client;
    private readonly IQuotaGate quota;
    private readonly ICircuitBreaker breaker;
    private readonly TimeProvider time;
    private readonly CallOptions options;
    private readonly ResiliencePipeline timeout;
    private readonly ResiliencePipeline<Attempt<ProviderAnswer>> interactive;
    private readonly ResiliencePipeline<Attempt<ProviderAnswer>> background;

    /// <summary>Makes the call path; one serves all providers.</summary>
    /// <param name="client">What sends the requests, as <see cref="CallTransport.CreateClient"/> makes it.</param>
    /// <param name="quota">Who gives out tokens.</param>
    /// <param name="breaker">Who knows which provider keeps failing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">Patience and limits; null for the defaults.</param>
    public ProviderHttp(
        HttpClient client, IQuotaGate quota, ICircuitBreaker breaker, TimeProvider time, CallOptions? options = null)
    {
        this.client = client;
        this.quota = quota;
        this.breaker = breaker;
        this.time = time;
        this.options = options ?? new CallOptions();
        timeout = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(this.options.Timeout).Build();
        interactive = Retries.Pipeline<ProviderAnswer>(this.options.InteractiveRetries, time);
        background = Retries.Pipeline<ProviderAnswer>(this.options.BackgroundRetries, time);
    }

    /// <summary>Asks a provider.</summary>
    /// <param name="call">The question.</param>
    /// <param name="cancellationToken">Ends the call; the only thing that makes this throw.</param>
    /// <returns>The answer, once there is one or all tries are spent.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<ProviderAnswer> SendAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        if (await breaker.EnterAsync(call.Provider, cancellationToken) is { } until)
        {
            return new ProviderAnswer.Unavailable(
                $"{call.Provider} failed several times in a row and is left alone until {until.UtcDateTime:u}.");
        }

        var retry = call.Priority is CallPriority.Interactive ? interactive : background;
        var last = await retry.ExecuteAsync(
            static async (state, token) => await state.Self.TryAsync(state.Call, token),
            (Self: this, Call: call),
            cancellationToken);

        if (last.Result is not ProviderAnswer.RateLimited)
        {
            // What no repetition would mend, such as a refused parameter, is no sign of an outage.
            var failed = last is { Result: ProviderAnswer.Unavailable, MayRetry: true };
            await breaker.ReportAsync(call.Provider, succeeded: !failed, cancellationToken);
        }

        return last.Result;
    }

    private async Task<Attempt<ProviderAnswer>> TryAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        if (await quota.AcquireAsync(call.Provider, call.Priority, cancellationToken) is QuotaAnswer.Refused refused)
        {
            return new(new ProviderAnswer.RateLimited(refused.RetryAfter));
        }

        var attempt = await TimedAsync(call, cancellationToken);
        if (attempt.Result is ProviderAnswer.RateLimited || attempt.Wait is not null)
        {
            await quota.CloseAsync(call.Provider, attempt.Wait ?? WaitWhenNoneIsStated, cancellationToken);
        }

        return attempt;
    }

    private async Task<Attempt<ProviderAnswer>> TimedAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await timeout.ExecuteAsync(
                static async (state, token) => await state.Self.RequestAsync(state.Call, token),
                (Self: this, Call: call),
                cancellationToken);
        }
        catch (Exception fault) when (
            fault is TimeoutRejectedException ||
            (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Failed(call, $"did not answer within {options.Timeout.TotalSeconds:0.#} s", mayRetry: true);
        }
        catch (HttpRequestException fault)
        {
            return Failed(call, $"could not be reached ({fault.HttpRequestError})", mayRetry: true);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return Failed(call, "broke off its answer", mayRetry: true);
        }
    }

    private async Task<Attempt<ProviderAnswer>> RequestAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        using var request = Request(call);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (call.ETag is not null && response.StatusCode is HttpStatusCode.NotModified)
        {
            return new(new ProviderAnswer.NotModified());
        }

        var body = await CappedBody.ReadAsync(response.Content, options.MaxBodyBytes, cancellationToken);
        if (body is null) return Failed(call, $"sent more than {options.MaxBodyBytes} bytes", mayRetry: false);

        return response.StatusCode switch
        {
            HttpStatusCode.OK => Answered(call, body, response.Headers.ETag),
            HttpStatusCode.NotFound => new(new ProviderAnswer.NotFound(body)),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(new ProviderAnswer.Unauthorized(body)),
            _ => Rejected(call, response),
        };
    }

    private static HttpRequestMessage Request(ProviderCall call)
    {
        var request = new HttpRequestMessage(call.JsonBody is null ? HttpMethod.Get : HttpMethod.Post, call.Url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Authorization = call.Authorization;

        // A stored tag that is none any more costs a full answer, never the call.
        if (EntityTagHeaderValue.TryParse(call.ETag, out var tag)) request.Headers.IfNoneMatch.Add(tag);
        if (call.JsonBody is { } json)
        {
            request.Content = new ReadOnlyMemoryContent(json);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }

    private static Attempt<ProviderAnswer> Answered(ProviderCall call, byte[] body, EntityTagHeaderValue? tag)
    {
        var text = JsonText.WithoutByteOrderMark(body);
        return JsonText.IsWellFormed(text.Span)
            ? new(new ProviderAnswer.Ok(text, tag?.ToString()))
            : Failed(call, "sent what is no JSON", mayRetry: true);
    }

    private Attempt<ProviderAnswer> Rejected(ProviderCall call, HttpResponseMessage response)
    {
        var wait = RetryAfter.Read(response.Headers, time.GetUtcNow());
        if (wait > RetryAfter.Bearable) return new(new ProviderAnswer.RateLimited(wait), MayRetry: false, wait);

        var status = (int)response.StatusCode;
        if (status == 429) return new(new ProviderAnswer.RateLimited(wait), MayRetry: true, wait);
        return Failed(call, $"answered {status}", mayRetry: status is 408 or >= 500, wait);
    }

    private static Attempt<ProviderAnswer> Failed(ProviderCall call, string what, bool mayRetry, TimeSpan? wait = null) =>
        new(new ProviderAnswer.Unavailable($"{call.Provider} {what} when asked for {call.Url.AbsolutePath}."), mayRetry, wait);
}
