using Metarr.LocalRuntime.Hosting.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.LocalRuntime.Hosting.Invocation;

/// <summary>Runs functions: middleware around, parameters bound, outputs sent.</summary>
/// <remarks>Nothing here leaves the caller's synchronisation context: orchestrators must stay on theirs.</remarks>
internal sealed class FunctionExecutor
{
    private readonly FunctionExecutionDelegate pipeline;
    private readonly IServiceScopeFactory scopes;
    private readonly OutputSender outputs;

    public FunctionExecutor(MiddlewareChain middlewares, IServiceScopeFactory scopes, OutputSender outputs)
    {
        pipeline = middlewares.Around(static context => InvokeAsync((LocalFunctionContext)context));
        this.scopes = scopes;
        this.outputs = outputs;
    }

    public LocalFunctionContext CreateContext(FunctionDescriptor function, TriggerData trigger, CancellationToken cancellationToken) =>
        new(function, trigger, scopes, cancellationToken);

    /// <summary>Runs a function in a scope of its own, to the point where its outputs are sent.</summary>
    public async Task<object?> RunAsync(FunctionDescriptor function, TriggerData trigger, CancellationToken cancellationToken)
    {
        await using var context = CreateContext(function, trigger, cancellationToken);
        await RunAsync(context);
        return context.Result;
    }

    /// <summary>Runs an invocation whose context the caller made and disposes.</summary>
    public async Task RunAsync(LocalFunctionContext context)
    {
        await pipeline(context);
        if (context.Function.Outputs.Count > 0)
            await outputs.SendAsync(context);
    }

    private static async Task InvokeAsync(LocalFunctionContext context)
    {
        var function = context.Function;
        var arguments = new object?[function.Parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = await function.Parameters[i](context);

        var instance = function.Activate?.Invoke(context.InstanceServices);
        try
        {
            context.Result = await function.Invoke(instance, arguments);
        }
        finally
        {
            await DisposeAsync(instance);
        }
        CollectOutputs(context);
    }

    private static void CollectOutputs(LocalFunctionContext context)
    {
        var outputs = context.Function.Outputs;
        if (outputs.Count == 0 || context.Result is null)
            return;
        var result = context.Result;
        context.Outputs = outputs.Select(output => output.Read(result)).ToArray();
        context.Result = null;
    }

    private static async ValueTask DisposeAsync(object? instance)
    {
        if (instance is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else if (instance is IDisposable disposable)
            disposable.Dispose();
    }
}
