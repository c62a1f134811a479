using Metarr.Benchmarks.Reporting;

var benchmarks = typeof(IBenchmark).Assembly.GetTypes()
    .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBenchmark)))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
    .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)
    .ToList();

var asJson = args.Contains("--json");
var words = args.Where(word => word != "--json").ToList();
if (words.Count == 0 || benchmarks.Find(candidate => candidate.Name == words[0]) is not { } benchmark)
{
    Console.Error.WriteLine($"Name a benchmark: {string.Join(", ", benchmarks.Select(candidate => candidate.Name))}; --json prints one object a line.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var report = new BenchmarkReport(benchmark.Name, asJson, Console.Out);
await benchmark.RunAsync(report, words[1..], stop.Token);
return 0;
