namespace Microsoft.Azure.Functions.Worker;

/// <summary>Features of one invocation, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Sets or replaces a feature.</summary>
    /// <typeparam name="T">The feature's key.</typeparam>
    /// <param name="instance">The feature.</param>
    void Set<T>(T instance);

    /// <summary>Gets a feature.</summary>
    /// <typeparam name="T">The feature's key.</typeparam>
    /// <returns>The feature, or null when it is not there.</returns>
    T? Get<T>();
}
