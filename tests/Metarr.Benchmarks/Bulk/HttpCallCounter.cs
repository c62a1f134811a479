using System.Diagnostics.Metrics;

namespace Metarr.Benchmarks.Bulk;

/// <summary>Counts the HTTP requests that this process sends, by the port they go to.</summary>
/// <remarks>All storage clients send over <see cref="HttpClient"/>, whose metrics see retries, too.</remarks>
internal sealed class HttpCallCounter : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private readonly Dictionary<int, long> byPort = [];

    public HttpCallCounter()
    {
        listener.InstrumentPublished = (instrument, published) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" }) published.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Count(tags));
        listener.Start();
    }

    /// <summary>How many requests went to all ports but these.</summary>
    public long CountExcept(params int[] ports)
    {
        lock (gate) return byPort.Where(pair => !ports.Contains(pair.Key)).Sum(pair => pair.Value);
    }

    public void Dispose() => listener.Dispose();

    private void Count(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            if (name != "server.port" || value is not int port) continue;
            lock (gate) byPort[port] = byPort.GetValueOrDefault(port) + 1;
        }
    }
}
