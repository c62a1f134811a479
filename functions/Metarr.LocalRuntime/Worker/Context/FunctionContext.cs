namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>The invocation's id, unique to it.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id, stable as long as the app does not change.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed trace that the invocation belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger knew.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>How often the host tried this invocation before.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function that is invoked.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Things that middleware and function share during this invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Features of this invocation by type.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Signals that the result is no longer wanted: the caller hung up, or the host stops and cannot wait longer.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
