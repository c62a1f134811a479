namespace Metarr.Benchmarks.Reporting;

/// <summary>One benchmark that can be asked for by name.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>Measures, and reports each figure as soon as it is known.</summary>
    /// <param name="report">Takes the figures.</param>
    /// <param name="args">What stood on the command line after the name.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken);
}
