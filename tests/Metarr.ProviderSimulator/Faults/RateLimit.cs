using System.Collections.Concurrent;
using System.Globalization;
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
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.ContentLength = 0;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private static string CredentialOf(HttpRequest request) =>
        request.Headers.Authorization is { Count: > 0 } header ? header.ToString() : request.Query["api_key"].ToString();
}
