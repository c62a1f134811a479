using System.Collections.Concurrent;
using System.Diagnostics;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Orchestrations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Telemetry;

/// <summary>Around every function: answers bear a correlation id, activities tell their title, timers are spans of their own.</summary>
/// <param name="logger">Bears the correlation id as a scope, so that every line of the request has it.</param>
internal sealed class InvocationTelemetry(ILogger<InvocationTelemetry> logger) : IFunctionsWorkerMiddleware
{
    private readonly ConcurrentDictionary<string, string> triggers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        switch (TriggerOf(context.FunctionDefinition))
        {
            case "httpTrigger":
                return context.GetHttpContext() is { } http ? AnswerAsync(http, context, next) : next(context);
            case "timerTrigger":
                return TickAsync(context, next);
            case "activityTrigger":
                TellTitle(context);
                return next(context);
            default:
                // Above all an orchestrator, in whose way nothing may be awaited that is no task of its own.
                return next(context);
        }
    }

    private async Task AnswerAsync(HttpContext http, FunctionContext context, FunctionExecutionDelegate next)
    {
        var id = CorrelationId.Of(http);
        var span = Activity.Current;
        TellRequest(span, context.FunctionDefinition.Name, http.Request);
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[CorrelationId.Header] = id;
            TellAnswer(span, http.Response.StatusCode);
            return Task.CompletedTask;
        });
        if (CorrelationId.Given(http.Request) is null)
        {
            await next(context);
            return;
        }

        span?.SetTag(AttributeNames.CorrelationId, id);
        using var scope = logger.BeginScope(new KeyValuePair<string, object?>[] { new("CorrelationId", id) });
        TelemetryLogs.Asked(logger, context.FunctionDefinition.Name, id);
        await next(context);
    }

    /// <summary>Says what was asked for, without the query, which may hold a key.</summary>
    private static void TellRequest(Activity? span, string function, HttpRequest request)
    {
        if (span is not { IsAllDataRequested: true }) return;
        span.DisplayName = $"{request.Method} {function}";
        span.SetTag("http.request.method", request.Method);
        span.SetTag(AttributeNames.Path, request.Path.Value);
    }

    private static void TellAnswer(Activity? span, int status)
    {
        if (span is not { IsAllDataRequested: true }) return;
        span.SetTag(AttributeNames.Status, status);
        if (status >= 500) span.SetStatus(ActivityStatusCode.Error);
    }

    private static async Task TickAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        using var span = TelemetryNames.Spans.StartActivity("timer " + context.FunctionDefinition.Name);
        await next(context);
    }

    private static void TellTitle(FunctionContext context)
    {
        if (Activity.Current is not { IsAllDataRequested: true } span) return;
        if (!context.BindingContext.BindingData.TryGetValue("instanceId", out var instance)) return;
        if (instance is string id && id.StartsWith(EnrichTitle.InstanceIdPrefix, StringComparison.Ordinal))
        {
            span.SetTag(AttributeNames.TitleId, id[EnrichTitle.InstanceIdPrefix.Length..]);
        }
    }

    private string TriggerOf(FunctionDefinition function) => triggers.GetOrAdd(
        function.Id,
        static (_, definition) => definition.InputBindings.Values
            .Select(binding => binding.Type)
            .FirstOrDefault(type => type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)) ?? "",
        function);
}
