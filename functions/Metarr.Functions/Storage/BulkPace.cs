using Azure.Data.Tables;

namespace Metarr.Functions.Storage;

/// <summary>How long a title takes in a bulk run, by what was measured.</summary>
public sealed class BulkPace(StorageClients storage, BulkRunStore runs, TimeProvider time)
{
    /// <summary>What a title takes where nothing was measured yet, seconds.</summary>
    private const double Unmeasured = 2;

    /// <summary>A run of fewer titles says little.</summary>
    private const int EnoughTitles = 5;

    private const int EnoughJobs = 50;

    private static readonly TimeSpan Recently = TimeSpan.FromDays(1);

    /// <summary>Measures.</summary>
    /// <param name="window">How many titles are at work at the same time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Seconds from the end of one title to the end of the next.</returns>
    public async Task<double> SecondsPerTitleAsync(int window, CancellationToken cancellationToken)
    {
        // A run that mostly found fresh titles says nothing about one that enriches them.
        if (await runs.FindLastAsync(cancellationToken) is { StartedAt: { } start, FinishedAt: { } end, Statistics: var done }
            && done.Updated >= EnoughTitles && done.Updated * 2 >= done.Processed)
        {
            return (end - start).TotalSeconds / done.Processed;
        }

        var seconds = await RecentJobsAsync(cancellationToken);
        return seconds.Count >= EnoughTitles ? seconds.Average() / window : Unmeasured;
    }

    /// <summary>How long recent runs of single titles took, seconds.</summary>
    private async Task<List<double>> RecentJobsAsync(CancellationToken cancellationToken)
    {
        // Job ids are version 7 UUIDs, which begin with the time.
        var since = $"{(time.GetUtcNow() - Recently).ToUnixTimeMilliseconds():x12}";
        const string Beyond = "g";
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {since} and PartitionKey lt {Beyond} and RowKey eq {"job"}");
        var seconds = new List<double>();
        await foreach (var row in storage.Jobs.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.Record<Job>().Summary is { } summary) seconds.Add(summary.Milliseconds / 1000.0);
            if (seconds.Count == EnoughJobs) break;
        }

        return seconds;
    }
}
