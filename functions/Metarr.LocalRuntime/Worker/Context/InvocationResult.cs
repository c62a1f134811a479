namespace Microsoft.Azure.Functions.Worker;

/// <summary>The return value of an invocation, of a known type.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>The value; setting it changes what the host sends on.</summary>
    public abstract T? Value { get; set; }
}

/// <summary>The return value of an invocation.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
}
