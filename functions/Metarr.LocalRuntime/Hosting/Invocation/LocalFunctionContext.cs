using System.Diagnostics;
using Metarr.LocalRuntime.Hosting.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.LocalRuntime.Hosting.Invocation;

/// <summary>One invocation. Its scope of services is made when something asks for it, and disposed with the invocation.</summary>
internal sealed class LocalFunctionContext : FunctionContext, IAsyncDisposable
{
    private readonly IServiceScopeFactory scopes;
    private AsyncServiceScope? scope;
    private IServiceProvider? services;
    private IDictionary<object, object>? items;
    private string? invocationId;
    private InvocationFeatures? features;

    public LocalFunctionContext(
        FunctionDescriptor function, TriggerData trigger, IServiceScopeFactory scopes, CancellationToken cancellationToken)
    {
        Function = function;
        Trigger = trigger;
        this.scopes = scopes;
        CancellationToken = cancellationToken;
    }

    public FunctionDescriptor Function { get; }

    public TriggerData Trigger { get; }

    /// <summary>What the function returned; null once its properties went to output bindings.</summary>
    public object? Result { get; set; }

    /// <summary>The values of the function's output bindings, in the order of the function's outputs.</summary>
    public object?[]? Outputs { get; set; }

    public override string InvocationId => invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override TraceContext TraceContext { get; } = new CurrentTrace();

    public override BindingContext BindingContext => new TriggerBindingContext(Trigger);

    public override RetryContext RetryContext => NoRetries.Instance;

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override CancellationToken CancellationToken { get; }

    public override IServiceProvider InstanceServices
    {
        get => services ??= OpenScope();
        set => services = value;
    }

    public override IDictionary<object, object> Items
    {
        get => items ??= new Dictionary<object, object>();
        set => items = value;
    }

    public override IInvocationFeatures Features => features ??= new InvocationFeatures();

    public ValueTask DisposeAsync() => scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    private IServiceProvider OpenScope()
    {
        scope = scopes.CreateAsyncScope();
        return scope.Value.ServiceProvider;
    }

    private sealed class CurrentTrace : TraceContext
    {
        private readonly Activity? activity = Activity.Current;

        public override string TraceParent => activity?.Id ?? "";

        public override string TraceState => activity?.TraceStateString ?? "";
    }

    private sealed class TriggerBindingContext(TriggerData trigger) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => trigger.Values;
    }

    private sealed class NoRetries : RetryContext
    {
        public static readonly NoRetries Instance = new();

        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
