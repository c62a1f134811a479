using Microsoft.Azure.Functions.Worker.Middleware;

namespace Metarr.LocalRuntime.Hosting.Invocation;

/// <summary>The app's middlewares in the order they were added, the first being the outermost.</summary>
internal sealed class MiddlewareChain
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middlewares = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware) => middlewares.Add(middleware);

    /// <summary>The whole pipeline around the function.</summary>
    public FunctionExecutionDelegate Around(FunctionExecutionDelegate function) =>
        Enumerable.Reverse(middlewares).Aggregate(function, (next, middleware) => middleware(next));
}
