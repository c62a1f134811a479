namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a SignalR client needs to connect.</summary>
public sealed class SignalRConnectionInfo
{
    /// <summary>The address to connect to.</summary>
#nullable disable warnings // The real type declares both without a nullability annotation; a caller may set either to null.
    public string Url { get; set; }

    /// <summary>The token to present there.</summary>
    public string AccessToken { get; set; }
#nullable restore warnings
}
