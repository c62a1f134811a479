using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Fills a parameter with the <see cref="SignalRConnectionInfo"/> that a negotiate function returns to its caller.</summary>
public sealed class SignalRConnectionInfoInputAttribute : InputBindingAttribute
{
    /// <summary>The setting with the service's connection string; the local runtime serves the hub itself and ignores it.</summary>
    public string? ConnectionStringSetting { get; set; }

    /// <summary>The hub's name, or <c>%setting%</c>.</summary>
    public string? HubName { get; set; }

    /// <summary>The user to connect as: a fixed id, <c>{headers.name}</c>, <c>{query.name}</c> or a route value in braces.</summary>
    public string? UserId { get; set; }
}
