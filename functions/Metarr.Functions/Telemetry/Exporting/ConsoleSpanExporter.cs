using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpenTelemetry;

namespace Metarr.Functions.Telemetry.Exporting;

/// <summary>Prints every span as a line: when it ended, its trace, how long it took, its name, and what it tells.</summary>
internal sealed class ConsoleSpanExporter(TextWriter to) : BaseExporter<Activity>
{
    /// <summary>What the name of the span tells already, or nobody reads on a console.</summary>
    private static readonly string[] Untold =
        ["az.", "durabletask.type", "durabletask.task.name", "durabletask.task.task_id", "http.request.method", "server.port"];

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (var span in batch) to.WriteLine(Line(span));
        return ExportResult.Success;
    }

    /// <summary>The line of a span.</summary>
    /// <param name="span">The span.</param>
    public static string Line(Activity span)
    {
        var ended = span.StartTimeUtc + span.Duration;
        var line = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"span   {ended:HH:mm:ss.fff} {span.TraceId.ToHexString()[..8]} {span.Duration.TotalMilliseconds,9:0.0} ms  {span.DisplayName}");
        foreach (var (name, value) in span.TagObjects)
        {
            if (!Array.Exists(Untold, name.StartsWith)) line.Append(CultureInfo.InvariantCulture, $" {name}={value}");
        }

        if (span.Status is ActivityStatusCode.Error) line.Append(CultureInfo.InvariantCulture, $" error=\"{span.StatusDescription}\"");
        return line.ToString();
    }
}
