using System.Diagnostics;
using Metarr.Functions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Metarr.Functions.Triggers;

/// <summary>A problem by RFC 9457 with the id under which the logs tell of the request.</summary>
internal sealed class TracedProblem(ProblemDetails problem) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        // The caller's own trace goes on where there is one (W3C traceparent); otherwise the server numbers its requests.
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier;
        problem.Extensions["correlationId"] = CorrelationId.Of(httpContext);
        return Results.Problem(problem).ExecuteAsync(httpContext);
    }
}
