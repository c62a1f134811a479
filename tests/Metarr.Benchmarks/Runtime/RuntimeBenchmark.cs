using Metarr.Benchmarks.Reporting;

namespace Metarr.Benchmarks.Runtime;

/// <summary>What the local runtime itself costs: durable activities, HTTP triggers, the start.</summary>
internal sealed class RuntimeBenchmark : IBenchmark
{
    public string Name => "runtime";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var fanOut = await DurableFanOutBenchmark.MeasureAsync(cancellationToken: cancellationToken);
        report.Row("fan-out-1000", "activities-per-second", fanOut.SmallPerSecond, "1/s");
        report.Row("fan-out-10000", "activities-per-second", fanOut.LargePerSecond, "1/s", FanOutResult.PerSecondGoal);
        report.Row("fan-out-10000", "cost-against-1000", fanOut.CostRatio, "x", FanOutResult.CostRatioGoal, Goal.AtMost);

        var http = await HttpTriggerBenchmark.MeasureAsync(cancellationToken);
        report.Row("http-trigger", "median-latency", http.TriggerMilliseconds, "ms");
        report.Row("http-trigger", "median-overhead", http.OverheadMilliseconds, "ms", 1, Goal.AtMost);

        var start = await ServeStartBenchmark.MeasureAsync(cancellationToken);
        report.Row("serve", "start-to-first-answer", start.TotalSeconds, "s", 5, Goal.AtMost);
    }
}
