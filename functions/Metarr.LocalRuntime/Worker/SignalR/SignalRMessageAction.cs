namespace Microsoft.Azure.Functions.Worker;

/// <summary>A message to SignalR clients: to one connection, one user or one group when named, else to everyone on the hub.</summary>
public sealed class SignalRMessageAction
{
    /// <summary>A message without arguments.</summary>
    /// <param name="target">The client method to call.</param>
    /// <exception cref="ArgumentNullException"><paramref name="target"/> is null.</exception>
    public SignalRMessageAction(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>A message with arguments.</summary>
    /// <param name="target">The client method to call.</param>
    /// <param name="arguments">What to call it with.</param>
    /// <exception cref="ArgumentNullException"><paramref name="target"/> is null.</exception>
    public SignalRMessageAction(string target, object[]? arguments)
        : this(target) => Arguments = arguments;

    /// <summary>The one connection to send to.</summary>
    public string? ConnectionId { get; set; }

    /// <summary>The user whose connections to send to.</summary>
    public string? UserId { get; set; }

    /// <summary>The group to send to.</summary>
    public string? GroupName { get; set; }

    /// <summary>The client method to call.</summary>
    public string Target { get; }

    /// <summary>What the method is called with.</summary>
    public object[]? Arguments { get; set; }
}
