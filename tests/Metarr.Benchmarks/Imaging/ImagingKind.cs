namespace Metarr.Benchmarks.Imaging;

/// <summary>Files of one kind that are measured together.</summary>
/// <param name="Name">What the kind is called in the report.</param>
/// <param name="Goal">The least ratio to sharp on one thread.</param>
/// <param name="Paths">The files.</param>
/// <param name="Peer">The peer that reads the same files.</param>
internal sealed record ImagingKind(string Name, double Goal, IReadOnlyList<string> Paths, SharpPeer Peer)
{
    /// <summary>How fast the peer is.</summary>
    public Task<Speed> RunPeerAsync(TimeSpan time, int inFlight, CancellationToken cancellationToken) =>
        Peer.RunAsync(Paths, time, inFlight, cancellationToken);
}
