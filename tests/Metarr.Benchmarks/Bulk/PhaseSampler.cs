using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Metarr.Benchmarks.Bulk;

/// <summary>Looks now and then in which phase each title at work is; the shares tell where the time goes.</summary>
internal sealed class PhaseSampler(HttpClient http)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, int> seen = [];

    /// <summary>How often a title was seen in each phase.</summary>
    public IReadOnlyDictionary<string, int> Seen => seen;

    /// <summary>Looks until it is told to end.</summary>
    public async Task RunAsync(CancellationToken ending)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(ending)) await LookAsync(ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The run that was looked at has ended.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var answer = await http.GetFromJsonAsync<JsonObject>(new Uri("v1/jobs", UriKind.Relative), cancellationToken);
        foreach (var job in answer!["data"]!["jobs"]!.AsArray())
        {
            var phase = job!["progress"]?["phase"]?.GetValue<string>() ?? "Waiting";
            seen[phase] = seen.GetValueOrDefault(phase) + 1;
        }
    }
}
