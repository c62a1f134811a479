using Metarr.LocalRuntime.Hosting.Invocation;

namespace Metarr.LocalRuntime.Hosting.Discovery;

/// <summary>Makes the argument for one parameter of one invocation.</summary>
internal delegate ValueTask<object?> ParameterBinding(LocalFunctionContext context);

/// <summary>Calls the method; the instance is null for static ones.</summary>
internal delegate ValueTask<object?> MethodCall(object? instance, object?[] arguments);

/// <summary>A function, found once and ready to be invoked without reflection.</summary>
internal sealed record FunctionDescriptor(
    string Name,
    FunctionTrigger Trigger,
    LocalFunctionDefinition Definition,
    IReadOnlyList<ParameterBinding> Parameters,
    Func<IServiceProvider, object>? Activate,
    MethodCall Invoke,
    IReadOnlyList<OutputBinding> Outputs);
