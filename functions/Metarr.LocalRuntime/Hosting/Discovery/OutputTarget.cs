namespace Metarr.LocalRuntime.Hosting.Discovery;

/// <summary>Where an output binding's value goes.</summary>
internal abstract record OutputTarget
{
    /// <summary>The binding's type as function metadata names it.</summary>
    public abstract string BindingType { get; }

    /// <summary>It answers the HTTP request.</summary>
    public sealed record Http : OutputTarget
    {
        public override string BindingType => "http";
    }

    /// <summary>It becomes messages of a storage queue.</summary>
    public sealed record Queue(string QueueName, string? Connection) : OutputTarget
    {
        public override string BindingType => "queue";
    }

    /// <summary>It is sent to the clients of a hub.</summary>
    public sealed record SignalR(string HubName) : OutputTarget
    {
        public override string BindingType => "signalR";
    }
}
