using Azure;
using Azure.Data.Tables;
using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;

namespace Metarr.Functions.Storage;

/// <summary>Keeps what runs and what has run.</summary>
public sealed class JobStore(StorageClients storage)
{
    private const string RowKey = "job";

    private readonly TableClient table = storage.Jobs;

    /// <summary>Reads a run.</summary>
    /// <param name="jobId">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run, or null when there is none of that id.</returns>
    public async Task<Job?> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(jobId, RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.Record<Job>() : null;
    }

    /// <summary>Writes a run.</summary>
    /// <param name="job">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is written.</returns>
    public Task WriteAsync(Job job, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(StoredJson.Row(job.Id, RowKey, job), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Writes a run that may have been written by a later step already, which is then left as it is.</summary>
    /// <param name="job">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is there.</returns>
    public async Task AddIfMissingAsync(Job job, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(StoredJson.Row(job.Id, RowKey, job), cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // The run began before this line did, and wrote more than is known here.
        }
    }

    /// <summary>Writes how a run ended, keeping when it was asked for.</summary>
    /// <param name="id">The title.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="known">The run as it was when it began, or null to read it; nobody else writes it from then on.</param>
    /// <returns>Done when it is written.</returns>
    public async Task FinishAsync(
        TitleId id, EnrichmentResult result, DateTimeOffset now, CancellationToken cancellationToken, Job? known = null)
    {
        var job = known ?? await FindAsync(result.JobId, cancellationToken) ?? new Job(result.JobId, id, result.State, now);
        var finished = job with { State = result.State, Reason = result.Reason, Summary = result.Summary, FinishedAt = now };
        await WriteAsync(finished, cancellationToken);
    }
}
