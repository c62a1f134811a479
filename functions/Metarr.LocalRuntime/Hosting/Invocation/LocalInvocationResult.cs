using Microsoft.Azure.Functions.Worker;

namespace Metarr.LocalRuntime.Hosting.Invocation;

/// <summary>The return value of an invocation, as middleware sees and replaces it.</summary>
internal sealed class LocalInvocationResult(LocalFunctionContext context) : InvocationResult
{
    public override object? Value
    {
        get => context.Result;
        set => context.Result = value;
    }
}
