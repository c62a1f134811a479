using System.Globalization;
using Metarr.Cli.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Metarr.Cli.Bulk;

/// <summary>Draws how a bulk run goes: over and over in a terminal, a line now and then in a pipe.</summary>
internal sealed class BulkScreen(ApiScreen screen, BulkMeter meter)
{
    private const int LongestBar = 60;

    /// <summary>What stands behind the bar: a space and the percentage.</summary>
    private const int PercentWidth = 6;

    private int lastToldPercent = -1;

    /// <summary>Everything, for a terminal.</summary>
    public IRenderable Draw(BulkRunView run, ProvidersView providers)
    {
        var width = screen.Console.Profile.Width;
        var quotas = new Table { Border = TableBorder.None, ShowHeaders = false };
        quotas.AddColumns("", "");
        foreach (var provider in providers.Providers) quotas.AddRow(new Text(provider.Name), new Text(provider.InWords));
        return new Rows(
            Bar(run.Progress.PercentComplete, Math.Clamp(width - PercentWidth - 1, 1, LongestBar)),
            new Text(Line(run), run.Statistics.Failed > 0 ? new Style(Color.Yellow) : null),
            new Text(Cut($"Now: {string.Join(", ", run.Progress.Current.Select(title => title.Name))}", width - 1)),
            quotas);
    }

    /// <summary>A line for a pipe, whenever another percent is done.</summary>
    public void Tell(BulkRunView run)
    {
        if (run.Progress.PercentComplete == lastToldPercent) return;
        lastToldPercent = run.Progress.PercentComplete;
        screen.Say(string.Create(CultureInfo.InvariantCulture, $"{run.Progress.PercentComplete,3} %, {Line(run)}"));
    }

    private static Paragraph Bar(int percent, int width)
    {
        var filled = percent * width / 100;
        return new Paragraph()
            .Append(new string('#', filled), new Style(Color.Green))
            .Append(new string('-', width - filled), new Style(Color.Grey))
            .Append(string.Create(CultureInfo.InvariantCulture, $" {percent,3} %"));
    }

    private static string Cut(string text, int width) => text.Length <= width || width < 2 ? text : text[..(width - 1)] + "…";

    /// <summary>The end of a run in a few lines.</summary>
    public static void DrawEnd(IAnsiConsole console, BulkRunView run)
    {
        var done = run.Statistics;
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{done.Processed} of {run.Progress.Total} titles done: {done.Updated} updated, {done.Skipped} skipped, {done.Failed} failed."));
        foreach (var failure in run.Failures) console.WriteLine($"  {failure.Id}: {failure.Reason}");
        if (done.Failed > run.Failures.Count)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {done.Failed - run.Failures.Count} more, which the app's log names."));
        }

        if (done.Failed > 0) console.WriteLine("'metarr status' shows how the providers are.");
        if (done.Stopped) console.WriteLine($"The run was stopped early: {done.StopReason}");
        if (run.Reason is not null) console.WriteLine($"The run failed: {run.Reason}");
    }

    /// <summary>A time as people say it: <c>9 s</c>, <c>12 min</c>, <c>26.5 h</c>.</summary>
    public static string InWords(TimeSpan time) => time.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s")
        : time.TotalMinutes < 90
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h");

    private string Line(BulkRunView run)
    {
        var progress = run.Progress;
        var rate = meter.TitlesPerMinute(progress.Done) is { } perMinute
            ? string.Create(CultureInfo.InvariantCulture, $"{perMinute:0.#} a minute")
            : "pace not known yet";
        var left = meter.TimeLeft(progress.Done, progress.Total) is { } time
            ? $"{InWords(time)} left"
            : "time left not known yet";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Done} of {progress.Total} titles, {rate}, {left}, {run.Statistics.Failed} failed");
    }
}
