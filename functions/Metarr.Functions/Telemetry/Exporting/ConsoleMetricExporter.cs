using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Metarr.Functions.Telemetry.Exporting;

/// <summary>Prints every series of the app's own metrics as a line; a histogram as count, mean and greatest value.</summary>
internal sealed class ConsoleMetricExporter(TextWriter to) : BaseExporter<Metric>
{
    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
        {
            if (!metric.Name.StartsWith("metarr.", StringComparison.Ordinal)) continue;
            foreach (ref readonly var point in metric.GetMetricPoints()) to.WriteLine(Line(metric, point));
        }

        return ExportResult.Success;
    }

    private static string Line(Metric metric, in MetricPoint point)
    {
        var line = new StringBuilder().Append(
            CultureInfo.InvariantCulture, $"metric {point.EndTime:HH:mm:ss.fff} {metric.Name} {Value(metric, point)} {metric.Unit}");
        foreach (var (name, value) in point.Tags) line.Append(CultureInfo.InvariantCulture, $" {name}={value}");
        return line.ToString();
    }

    private static string Value(Metric metric, in MetricPoint point) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => Text(point.GetSumLong()),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => Text(point.GetSumDouble()),
        MetricType.LongGauge => Text(point.GetGaugeLastValueLong()),
        MetricType.DoubleGauge => Text(point.GetGaugeLastValueDouble()),
        _ => Histogram(point),
    };

    private static string Histogram(in MetricPoint point)
    {
        var (count, sum) = (point.GetHistogramCount(), point.GetHistogramSum());
        point.TryGetHistogramMinMaxValues(out _, out var most);
        return string.Create(CultureInfo.InvariantCulture, $"n={count} mean={(count == 0 ? 0 : sum / count):0.####} max={most:0.####}");
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
