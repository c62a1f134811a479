using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Metarr.Functions.Tests.Telemetry;

/// <summary>Adds up what one app's meter tells; other apps of this process have meters of their own.</summary>
internal sealed class Figures : IDisposable
{
    private readonly ConcurrentDictionary<string, double> sums = new();
    private readonly ConcurrentDictionary<string, int> counts = new();
    private readonly MeterListener listener = new();
    private readonly Meter meter;

    public Figures(Meter meter)
    {
        this.meter = meter;
        listener.InstrumentPublished = (instrument, hearing) =>
        {
            if (instrument.Meter == this.meter) hearing.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Of a counter the sum, of a gauge the last value, of the series with these attribute values; 0 when there is none.</summary>
    public double this[string name, params string[] values] => sums.GetValueOrDefault(Key(name, values));

    /// <summary>Whether a series was ever told.</summary>
    public bool Has(string name, params string[] values) => counts.ContainsKey(Key(name, values));

    /// <summary>How many values a series was told.</summary>
    public int CountOf(string name, params string[] values) => counts.GetValueOrDefault(Key(name, values));

    /// <summary>The sum over all series of a counter.</summary>
    public double Total(string name) => sums.Where(series => series.Key.Split(' ')[0] == name).Sum(series => series.Value);

    /// <summary>Asks the observable instruments.</summary>
    public void Observe() => listener.RecordObservableInstruments();

    public void Dispose() => listener.Dispose();

    private static string Key(string name, IEnumerable<string> values) => string.Join(' ', values.Order(StringComparer.Ordinal).Prepend(name));

    private void Take<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct, IConvertible
    {
        var number = value.ToDouble(CultureInfo.InvariantCulture);
        var values = new List<string>();
        foreach (var tag in tags) values.Add(tag.Value?.ToString() ?? "");
        var key = Key(instrument.Name, values);
        var isGauge = instrument.GetType().Name.Contains("Gauge", StringComparison.Ordinal);
        sums.AddOrUpdate(key, number, (_, before) => isGauge ? number : before + number);
        counts.AddOrUpdate(key, 1, (_, before) => before + 1);
    }
}
