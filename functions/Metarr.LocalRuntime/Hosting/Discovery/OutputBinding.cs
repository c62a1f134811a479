namespace Metarr.LocalRuntime.Hosting.Discovery;

/// <summary>One output of a function.</summary>
/// <param name="Name">The property's name, or <see cref="ReturnName"/>.</param>
/// <param name="Read">Takes the value out of what the function returned.</param>
/// <param name="Target">Where the value goes.</param>
internal sealed record OutputBinding(string Name, Func<object, object?> Read, OutputTarget Target)
{
    public const string ReturnName = "$return";
}
