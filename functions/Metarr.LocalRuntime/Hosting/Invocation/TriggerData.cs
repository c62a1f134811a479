namespace Metarr.LocalRuntime.Hosting.Invocation;

/// <summary>What a trigger brings to one invocation.</summary>
internal abstract class TriggerData
{
    /// <summary>The trigger's named values.</summary>
    public abstract IReadOnlyDictionary<string, object?> Values { get; }

    /// <summary>One named value, without making a dictionary of all.</summary>
    public virtual bool TryGetValue(string name, out object? value) => Values.TryGetValue(name, out value);

    protected static IReadOnlyDictionary<string, object?> None { get; } = new Dictionary<string, object?>();
}
