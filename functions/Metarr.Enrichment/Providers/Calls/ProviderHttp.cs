using System.Net;
using System.Net.Http.Headers;
using Metarr.Enrichment.Telemetry;
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
    private readonly CallMetrics? metrics;
    private readonly ResiliencePipeline timeout;
    private readonly ResiliencePipeline<Attempt<ProviderAnswer>> interactive;
    private readonly ResiliencePipeline<Attempt<ProviderAnswer>> background;

    /// <summary>Makes the call path; one serves all providers.</summary>
    /// <param name="client">What sends the requests, as <see cref="CallTransport.CreateClient"/> makes it.</param>
    /// <param name="quota">Who gives out tokens.</param>
    /// <param name="breaker">Who knows which provider keeps failing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">Patience and limits; null for the defaults.</param>
    /// <param name="metrics">Who counts the calls; null for nobody.</param>
    public ProviderHttp(
        HttpClient client,
        IQuotaGate quota,
        ICircuitBreaker breaker,
        TimeProvider time,
        CallOptions? options = null,
        CallMetrics? metrics = null)
    {
        this.client = client;
        this.quota = quota;
        this.breaker = breaker;
        this.time = time;
        this.metrics = metrics;
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
        using var trace = CallTrace.OfCall(call.Provider, call.Url, metrics, time);
        if (await breaker.EnterAsync(call.Provider, cancellationToken) is { } until)
        {
            var reason = $"{call.Provider} failed several times in a row and is left alone until {until.UtcDateTime:u}.";
            trace.CallEnded("breaker_open", reason);
            return new ProviderAnswer.Unavailable(reason);
        }

        var retry = call.Priority is CallPriority.Interactive ? interactive : background;
        var last = await retry.ExecuteAsync(
            static async (state, token) => await state.Self.TryAsync(state.Call, state.Trace, token),
            (Self: this, Call: call, Trace: trace),
            cancellationToken);

        if (last.Result is not ProviderAnswer.RateLimited)
        {
            // What no repetition would mend, such as a refused parameter, is no sign of an outage.
            var failed = last is { Result: ProviderAnswer.Unavailable, MayRetry: true };
            await breaker.ReportAsync(call.Provider, succeeded: !failed, cancellationToken);
        }

        var (outcome, failure) = Told(call, last.Result);
        trace.CallEnded(outcome, failure);
        return last.Result;
    }

    private async Task<Attempt<ProviderAnswer>> TryAsync(ProviderCall call, CallTrace trace, CancellationToken cancellationToken)
    {
        var askedAt = time.GetTimestamp();
        var answer = await quota.AcquireAsync(call.Provider, call.Priority, cancellationToken);
        trace.Tried(askedAt, answer is QuotaAnswer.Refused);
        if (answer is QuotaAnswer.Refused refused)
        {
            return new(new ProviderAnswer.RateLimited(refused.RetryAfter));
        }

        var attempt = await TimedAsync(call, trace, cancellationToken);
        if (attempt.Result is ProviderAnswer.RateLimited || attempt.Wait is not null)
        {
            await quota.CloseAsync(call.Provider, attempt.Wait ?? WaitWhenNoneIsStated, cancellationToken);
        }

        return attempt;
    }

    private async Task<Attempt<ProviderAnswer>> TimedAsync(ProviderCall call, CallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            return await timeout.ExecuteAsync(
                static async (state, token) => await state.Self.RequestAsync(state.Call, state.Trace, token),
                (Self: this, Call: call, Trace: trace),
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

    private async Task<Attempt<ProviderAnswer>> RequestAsync(ProviderCall call, CallTrace trace, CancellationToken cancellationToken)
    {
        using var request = Request(call);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        trace.Answered((int)response.StatusCode);
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
            HttpStatusCode.BadRequest when call.SignsIn => new(new ProviderAnswer.Unauthorized(body)),
            _ => Rejected(call, response),
        };
    }

    private static (string Outcome, string? Failure) Told(ProviderCall call, ProviderAnswer answer) => answer switch
    {
        ProviderAnswer.Ok => ("ok", null),
        ProviderAnswer.NotModified => ("not_modified", null),
        ProviderAnswer.NotFound => ("not_found", null),
        ProviderAnswer.RateLimited => ("rate_limited", $"{call.Provider}, or the quota kept for it, asks to wait."),
        ProviderAnswer.Unauthorized => ("unauthorized", $"{call.Provider} refused the key."),
        ProviderAnswer.Unavailable unavailable => ("unavailable", unavailable.Reason),
        _ => throw new InvalidOperationException($"An answer of the type {answer.GetType().Name} has no name."),
    };

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
