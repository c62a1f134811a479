using System.Diagnostics;
using System.Security.Cryptography;
using Metarr.Benchmarks.Reporting;
using Metarr.Enrichment.Imaging;

namespace Metarr.Benchmarks.Imaging;

/// <summary>Images analysed in a second, beside npm sharp doing the same: size, 32x32 luma, perceptual hash and SHA-256.</summary>
internal sealed class ImagingBenchmark : IBenchmark
{
    private const int Rounds = 9;
    private const int MaxAllocated = 4096;
    private const int PeerInFlight = 8;

    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(250);

    private readonly ImageInspector inspector = new();

    public string Name => "imaging";

    /// <inheritdoc/>
    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        using var folder = new PictureFolder();
        using var peer = await SharpPeer.StartAsync(cancellationToken);
        foreach (var kind in await ImagingKinds.MakeAsync(folder, peer, cancellationToken))
        {
            var files = kind.Paths.Select(File.ReadAllBytes).ToList();
            report.Row(kind.Name, "file-size", files.Average(file => file.Length) / 1000.0, "kB");
            await CompareAsync(report, kind, files, threads: 1, kind.Goal, cancellationToken);
            await CompareAsync(report, kind, files, threads: 2, null, cancellationToken);
            report.Row(kind.Name, "allocated", MeasureAllocated(files), "bytes", MaxAllocated, Goal.AtMost);
            report.Row(kind.Name, "sha256-alone-1t", Measure(files, 1, file => SHA256.HashData(file)).PerSecond, "images/s");
        }
    }

    private async Task CompareAsync(
        BenchmarkReport report, ImagingKind kind, List<byte[]> files, int threads, double? goal, CancellationToken cancellationToken)
    {
        var (ours, theirs) = (new List<Speed>(), new List<Speed>());
        for (var round = 0; round <= Rounds; round++)
        {
            var mine = Measure(files, threads, file => inspector.Inspect(file));
            var peer = await kind.RunPeerAsync(RoundTime, threads == 1 ? 1 : PeerInFlight, cancellationToken);

            // The first round warms both up.
            if (round == 0)
                continue;

            ours.Add(mine);
            theirs.Add(peer);
        }

        var rounds = ours.Zip(theirs, (mine, peer) => (Mine: mine, Peer: peer)).ToList();
        report.Row(kind.Name, $"ours-{threads}t", Statistics.Median(ours.Select(speed => speed.PerSecond)), "images/s");
        report.Row(kind.Name, $"sharp-{threads}t", Statistics.Median(theirs.Select(speed => speed.PerSecond)), "images/s");
        report.Row(kind.Name, $"ratio-{threads}t", Statistics.Median(rounds.Select(round => round.Mine.PerSecond / round.Peer.PerSecond)), "x", goal);
        report.Row(
            kind.Name,
            $"processor-ratio-{threads}t",
            Statistics.Median(rounds.Select(round => round.Peer.ProcessorMilliseconds / round.Mine.ProcessorMilliseconds)),
            "x");
    }

    private static Speed Measure(List<byte[]> files, int threads, Action<byte[]> analyse)
    {
        var done = 0;
        var next = 0;
        var before = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        void Work()
        {
            while (Stopwatch.GetElapsedTime(start) < RoundTime || Volatile.Read(ref done) < files.Count)
            {
                analyse(files[Interlocked.Increment(ref next) % files.Count]);
                Interlocked.Increment(ref done);
            }
        }

        var others = Enumerable.Range(1, threads - 1).Select(_ => new Thread(Work)).ToList();
        others.ForEach(thread => thread.Start());
        Work();
        others.ForEach(thread => thread.Join());
        var perSecond = done / Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Speed(perSecond, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / done);
    }

    private double MeasureAllocated(List<byte[]> files)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var file in files)
            inspector.Inspect(file);

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)files.Count;
    }
}
