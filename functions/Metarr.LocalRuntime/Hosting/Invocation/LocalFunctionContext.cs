using System.Diagnostics;
using Metarr.LocalRuntime.Hosting.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.LocalRuntime.Hosting.Invocation;

/// <summary>One invocation. Its scope of services is made when something asks for it, and disposed with the invocation.</summary>
internal sealed class LocalFunctionContext : FunctionContext, IAsyncDisposable
{
    private readonly IServiceScopeFactory _scopes;
    private AsyncServiceScope? _scope;
    private IServiceProvider? _services;
    private IDictionary<object, object>? _items;
    private string? _invocationId;
    private InvocationFeatures? _features;

    public LocalFunctionContext(
        FunctionDescriptor function, TriggerData trigger, IServiceScopeFactory scopes, CancellationToken cancellationToken)
    {
        Function = function;
        Trigger = trigger;
        _scopes = scopes;
        CancellationToken = cancellationToken;
    }

    public FunctionDescriptor Function { get; }

    public TriggerData Trigger { get; }

    /// <summary>What the function returned; null once its properties went to output bindings.</summary>
    public object? Result { get; set; }

    /// <summary>The values of the function's output bindings, in the order of the function's outputs.</summary>
    public object?[]? Outputs { get; set; }

    public override string InvocationId => _invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override TraceContext TraceContext { get; } = new CurrentTrace();

    public override BindingContext BindingContext => new TriggerBindingContext(Trigger);

    public override RetryContext RetryContext => NoRetries.Instance;

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override CancellationToken CancellationToken { get; }

    public override IServiceProvider InstanceServices
    {
        get => _services ??= OpenScope();
        set => _services = value;
    }

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures();

    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    private IServiceProvider OpenScope()
    {
        _scope = _scopes.CreateAsyncScope();
        return _scope.Value.ServiceProvider;
    }

    private sealed class CurrentTrace : TraceContext
    {
        private readonly Activity? _activity = Activity.Current;

        public override string TraceParent => _activity?.Id ?? "";

        public override string TraceState => _activity?.TraceStateString ?? "";
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
