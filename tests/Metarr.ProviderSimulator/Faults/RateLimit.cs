using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Faults;

/// <summary>A token bucket per provider and credential: who goes faster than the rate earns 429s.</summary>
/// <param name="requestsPerSecond">The rate of each limited provider; it is also the size of its bucket.</param>
/// <param name="time">The clock that fills the buckets.</param>
/// <param name="inner">What handles the requests that pass.</param>
public sealed class RateLimit(IReadOnlyDictionary<string, double> requestsPerSecond, TimeProvider time, IFaultSource inner)
    : IFaultSource
{
    private readonly ConcurrentDictionary<(string Provider, string Credential), TokenBucket> buckets = new();

    /// <inheritdoc/>
    public Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
    {
        if (!requestsPerSecond.TryGetValue(request.Provider, out var rate))
            return inner.InvokeAsync(request, context, next);
        var bucket = buckets.GetOrAdd((request.Provider, CredentialOf(context.Request)), _ => new(rate, time));
        if (bucket.TryTake(out var wait))
            return inner.InvokeAsync(request, context, next);
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return RefuseAsync(FaultWords.Of(request.Provider), context);
    }

    private static async Task RefuseAsync(FaultWords words, HttpContext context)
    {
        var body = Encoding.UTF8.GetBytes(words.TooMany);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.ContentType = words.Type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>A bearer token, else a key in the query: <c>api_key</c> at TMDB and Fanart.tv, <c>apikey</c> at OMDb.</summary>
    private static string CredentialOf(HttpRequest request)
    {
        if (request.Headers.Authorization is { Count: > 0 } header)
            return header.ToString();
        return request.Query["api_key"] is { Count: > 0 } key ? key.ToString() : request.Query["apikey"].ToString();
    }
}
