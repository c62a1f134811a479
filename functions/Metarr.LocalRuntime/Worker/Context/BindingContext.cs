namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger knew when it started the function.</summary>
public abstract class BindingContext
{
    /// <summary>The trigger's data by name: route and query values, a message's id and dequeue count, an instance id.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
