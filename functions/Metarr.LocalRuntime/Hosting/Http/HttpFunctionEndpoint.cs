using System.Diagnostics;
using Metarr.LocalRuntime.Hosting.Discovery;
using Metarr.LocalRuntime.Hosting.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Hosting.Http;

/// <summary>Answers the requests of one HTTP function.</summary>
internal sealed class HttpFunctionEndpoint(
    FunctionDescriptor function, FunctionTrigger.Http trigger, FunctionExecutor executor, FunctionKeys keys, ILogger logger)
{
    private static readonly ActionDescriptor NoAction = new();

    public async Task InvokeAsync(HttpContext http)
    {
        if (!keys.Allows(trigger.Level, http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var started = Stopwatch.GetTimestamp();
        await using var context = executor.CreateContext(function, new HttpTriggerData(http), http.RequestAborted);
        context.InstanceServices = http.RequestServices;
        context.Items[HttpFunctionContextKey.Value] = http;
        Logs.Started(logger, function.Name, context.InvocationId);
        try
        {
            await executor.RunAsync(context);
            await WriteAsync(http, context.Result);
            Logs.Succeeded(logger, function.Name, context.InvocationId, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            Logs.CallerHungUp(logger, function.Name, context.InvocationId);
        }
        catch (BadHttpRequestException bad)
        {
            Logs.BadRequest(logger, function.Name, context.InvocationId, bad.Message);
            Fail(http, bad.StatusCode);
        }
        catch (Exception failure)
        {
            Logs.Failed(logger, failure, function.Name, context.InvocationId);
            Fail(http, StatusCodes.Status500InternalServerError);
        }
    }

    private static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null => Task.CompletedTask,
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), NoAction)),
        IResult minimal => minimal.ExecuteAsync(http),
        string text => http.Response.WriteAsync(text, http.RequestAborted),
        _ => new ObjectResult(result).ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), NoAction)),
    };

    private static void Fail(HttpContext http, int status)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer is out already; only a broken connection tells the caller that the rest will not come.
            http.Abort();
            return;
        }
        http.Response.Clear();
        http.Response.StatusCode = status;
    }
}
