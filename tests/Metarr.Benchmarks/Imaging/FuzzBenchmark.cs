using System.Diagnostics;
using System.Globalization;
using Metarr.Benchmarks.Reporting;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Tests.Imaging.Making;

namespace Metarr.Benchmarks.Imaging;

/// <summary>Hostile inputs for as long as is asked (<c>--minutes N</c>): what the worst of them costs, and that none throws.</summary>
internal sealed class FuzzBenchmark : IBenchmark
{
    private const double DefaultMinutes = 0.5;
    private const double MaxMilliseconds = 100;
    private const double MaxBytes = 10_000_000;

    public string Name => "fuzz";

    /// <inheritdoc/>
    public Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var at = args.ToList().IndexOf("--minutes");
        var minutes = at >= 0 && at + 1 < args.Count ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : DefaultMinutes;
        var inspector = new ImageInspector();
        var (inputs, thrown, accepted) = (0, 0, 0);
        var (slowest, largest) = (0.0, 0.0);
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalMinutes < minutes; inputs++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var input = HostileInputs.Make(inputs);
            var (time, bytes, outcome) = Measure(inspector, input);

            // A slow one is measured again, for on a busy machine the clock counts the work of others, too.
            for (var again = 0; again < 5 && time > MaxMilliseconds / 10; again++)
                time = Math.Min(time, Measure(inspector, input).Milliseconds);

            // The first inputs pay for compiling the code and filling the pools.
            slowest = inputs > HostileInputs.Seeds.Count ? Math.Max(slowest, time) : slowest;
            largest = inputs > HostileInputs.Seeds.Count ? Math.Max(largest, bytes) : largest;
            thrown += outcome is null ? 1 : 0;
            accepted += outcome is ImageInspection.Accepted ? 1 : 0;
        }

        report.Row("mutations", "inputs", inputs, "inputs");
        report.Row("mutations", "accepted", 100.0 * accepted / inputs, "%");
        report.Row("mutations", "exceptions", thrown, "inputs", 0, Goal.AtMost);
        report.Row("mutations", "slowest", slowest, "ms", MaxMilliseconds, Goal.AtMost);
        report.Row("mutations", "most-allocated", largest, "bytes", MaxBytes, Goal.AtMost);
        ReportBomb(report, inspector);
        return Task.CompletedTask;
    }

    private static void ReportBomb(BenchmarkReport report, ImageInspector inspector)
    {
        var bomb = ScanBomb.Write(8000, 8000, scans: 90);
        var runs = Enumerable.Range(0, 20).Select(_ => Measure(inspector, bomb)).ToList();
        report.Row("scan-bomb", "fastest", runs.Min(run => run.Milliseconds), "ms", 10, Goal.AtMost);
        report.Row("scan-bomb", "allocated", runs.Max(run => run.Bytes), "bytes", MaxBytes, Goal.AtMost);
    }

    private static (double Milliseconds, double Bytes, ImageInspection? Outcome) Measure(ImageInspector inspector, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        ImageInspection? outcome;
        try
        {
            outcome = inspector.Inspect(input);
        }
        catch (Exception exception) // Whatever is thrown is a finding, and it is counted.
        {
            Console.Error.WriteLine(exception);
            outcome = null;
        }

        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - before, outcome);
    }
}
