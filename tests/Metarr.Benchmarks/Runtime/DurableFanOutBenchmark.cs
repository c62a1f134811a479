using System.Diagnostics;
using Metarr.Benchmarks.Reporting;
using Metarr.LocalRuntime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Benchmarks.Runtime;

/// <summary>Measures how many activities a second one orchestration fans out to and takes back, with its history on disk, and
/// whether an activity costs more when there are many.</summary>
public static class DurableFanOutBenchmark
{
    private const int SmallCount = 1_000;
    private const int LargeCount = 10_000;

    /// <summary>Runs small and large fan-outs in turns.</summary>
    /// <param name="rounds">How many times each is measured, after a warm-up.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <returns>The medians.</returns>
    public static async Task<FanOutResult> MeasureAsync(int rounds = 25, CancellationToken cancellationToken = default)
    {
        var folder = Directory.CreateTempSubdirectory("metarr-fan-out-");
        try
        {
            var options = new DurableEngineOptions { Directory = folder.FullName };
            await using var engine = new DurableEngine(options, new FanOut(), TimeProvider.System, NullLoggerFactory.Instance);
            await engine.StartAsync(cancellationToken);
            return await MeasureAsync(engine.Client, rounds, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<FanOutResult> MeasureAsync(DurableTaskClient client, int rounds, CancellationToken cancellationToken)
    {
        var small = new List<double>();
        var large = new List<double>();
        await SecondsAsync(client, LargeCount, cancellationToken);
        for (var round = 0; round < rounds; round++)
        {
            // As many small ones as make up a large one, so that both are measured over the same time.
            var smallSeconds = 0.0;
            for (var part = 0; part < LargeCount / SmallCount; part++)
                smallSeconds += await SecondsAsync(client, SmallCount, cancellationToken);
            small.Add(smallSeconds / LargeCount);
            large.Add(await SecondsAsync(client, LargeCount, cancellationToken) / LargeCount);
        }

        return new FanOutResult(
            1 / Statistics.Median(small),
            1 / Statistics.Median(large),
            Statistics.Median(large.Zip(small, (many, few) => many / few)),
            SmallCount,
            LargeCount,
            rounds);
    }

    private static async Task<double> SecondsAsync(DurableTaskClient client, int count, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var id = await client.ScheduleNewOrchestrationInstanceAsync(FanOut.Orchestrator, count, cancellationToken);
        var end = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
        var expected = (long)count * (count - 1) / 2;
        return end.ReadOutputAs<long>() == expected
            ? Stopwatch.GetElapsedTime(start).TotalSeconds
            : throw new InvalidOperationException($"The fan-out of {count} ended {end.RuntimeStatus} with {end.SerializedOutput}.");
    }

    private sealed class FanOut : IDurableFunctions
    {
        public const string Orchestrator = "FanOut";

        private const string Activity = "Echo";

        public bool HasOrchestrator(string name) => name == Orchestrator;

        public bool HasActivity(string name) => name == Activity;

        public async Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context)
        {
            var numbers = await Task.WhenAll(
                Enumerable.Range(0, context.GetInput<int>()).Select(number => context.CallActivityAsync<int>(Activity, number)));
            return numbers.Sum(number => (long)number);
        }

        public Task<object?> RunActivityAsync(DurableActivityCall call, CancellationToken cancellationToken) =>
            Task.FromResult<object?>(call.DataConverter.Deserialize<int>(call.SerializedInput));
    }
}
