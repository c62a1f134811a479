using System.Diagnostics.Metrics;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Telemetry;

/// <summary>Counts what becomes of runs, and of messages that failed too often.</summary>
public sealed class RunMetrics
{
    private readonly Counter<long> runs;
    private readonly Counter<long> failed;
    private readonly Counter<long> images;
    private readonly Counter<long> selected;
    private readonly Counter<long> poison;
    private readonly Histogram<double> duration;
    private readonly Gauge<int> bulk;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meter">The meter that they belong to.</param>
    public RunMetrics(Meter meter)
    {
        runs = meter.CreateCounter<long>(MetricNames.Runs, "{run}", "Enrichments that ended.");
        failed = meter.CreateCounter<long>(MetricNames.RunsFailed, "{run}", "Enrichments that failed.");
        images = meter.CreateCounter<long>(MetricNames.ImagesAnalyzed, "{image}", "Images looked at.");
        selected = meter.CreateCounter<long>(MetricNames.SelectionChanges, "{file}", "Files that became selected.");
        poison = meter.CreateCounter<long>(MetricNames.QueuePoison, "{message}", "Messages set aside because they failed too often.");
        duration = meter.CreateHistogram<double>(MetricNames.RunDuration, "s", "How long completed enrichments took.");
        bulk = meter.CreateGauge<int>(MetricNames.BulkTitles, "{title}", "Titles of the bulk run at hand.");
    }

    /// <summary>Takes note of the end of a run.</summary>
    /// <param name="kind">What its title is.</param>
    /// <param name="result">How it ended.</param>
    public void Ended(TitleKind kind, EnrichmentResult result)
    {
        var ofKind = new KeyValuePair<string, object?>(AttributeNames.TitleKind, Lower(kind));
        runs.Add(1, new(AttributeNames.Outcome, Lower(result.State)), ofKind);
        if (result.State is JobState.Failed) failed.Add(1, ofKind);
        if (result.Summary is not { } summary) return;
        duration.Record(summary.Milliseconds / 1000.0, ofKind);
        if (summary.Changed > 0) selected.Add(summary.Changed, ofKind);
    }

    /// <summary>Takes note of an image that was looked at.</summary>
    /// <param name="provider">Who offers it.</param>
    /// <param name="outcome"><c>accepted</c>, <c>refused</c> when it cannot be used, or <c>unavailable</c> when it could not be had.</param>
    public void Looked(string provider, string outcome) =>
        images.Add(1, new(AttributeNames.Provider, provider), new(AttributeNames.Outcome, outcome));

    /// <summary>Takes note of a message that was set aside.</summary>
    /// <param name="queue">The queue's name without prefix.</param>
    public void SetAside(string queue) => poison.Add(1, new KeyValuePair<string, object?>(AttributeNames.Queue, queue));

    /// <summary>Takes note of how far a bulk run has come.</summary>
    /// <param name="total">How many titles there are to do.</param>
    /// <param name="statistics">What was done so far.</param>
    public void BulkStands(int total, BulkStatistics statistics)
    {
        Record("total", total);
        Record("updated", statistics.Updated);
        Record("skipped", statistics.Skipped);
        Record("failed", statistics.Failed);

        void Record(string outcome, int count) => bulk.Record(count, new KeyValuePair<string, object?>(AttributeNames.Outcome, outcome));
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
