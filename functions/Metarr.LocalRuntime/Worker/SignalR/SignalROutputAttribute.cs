using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends <see cref="SignalRMessageAction"/> values to the clients of a hub; a collection sends each item.</summary>
public sealed class SignalROutputAttribute : OutputBindingAttribute
{
    /// <summary>The setting with the service's connection string; the local runtime serves the hub itself and ignores it.</summary>
    public string? ConnectionStringSetting { get; set; }

    /// <summary>The hub's name, or <c>%setting%</c>.</summary>
    public string? HubName { get; set; }
}
