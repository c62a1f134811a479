using Azure;
using Azure.Data.Tables;
using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;

namespace Metarr.Functions.Storage;

/// <summary>Keeps bulk runs among the other runs, and what a run that takes changed titles only found to have changed.</summary>
public sealed class BulkRunStore(StorageClients storage)
{
    private const string RunKey = "bulk";
    private const string LastPartition = "bulk";
    private const string LastKey = "last";

    /// <summary>Beyond the digits of a row's number, and so beyond all rows of changed titles.</summary>
    private const string ChangedFrom = "changed:0", ChangedTo = "changed:~";

    /// <summary>An id has at most 72 characters and a table cell at most 32,000.</summary>
    private const int IdsPerRow = 400;

    private readonly TableClient table = storage.Jobs;

    /// <summary>Reads a run.</summary>
    /// <param name="jobId">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run, or null when there is none of that id.</returns>
    public Task<BulkRun?> FindAsync(string jobId, CancellationToken cancellationToken) => ReadAsync(jobId, RunKey, cancellationToken);

    /// <summary>Reads the run that ended last.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run, or null when none has ended yet.</returns>
    public Task<BulkRun?> FindLastAsync(CancellationToken cancellationToken) => ReadAsync(LastPartition, LastKey, cancellationToken);

    /// <summary>Writes a run unless a later step of it has written it already.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is there.</returns>
    public async Task AddIfMissingAsync(BulkRun run, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(StoredJson.Row(run.Request.JobId, RunKey, run), cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // The run began before this line did, and wrote more than is known here.
        }
    }

    /// <summary>Writes a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is written; a run that has ended is then the last one, too.</returns>
    public async Task WriteAsync(BulkRun run, CancellationToken cancellationToken)
    {
        await table.UpsertEntityAsync(StoredJson.Row(run.Request.JobId, RunKey, run), TableUpdateMode.Replace, cancellationToken);
        if (!run.IsFinished) return;
        await table.UpsertEntityAsync(StoredJson.Row(LastPartition, LastKey, run), TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Keeps which titles a run found to have changed.</summary>
    /// <param name="jobId">The run.</param>
    /// <param name="ids">The titles.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when all are kept.</returns>
    public async Task WriteChangedAsync(string jobId, IEnumerable<TitleId> ids, CancellationToken cancellationToken)
    {
        foreach (var (number, chunk) in ids.Chunk(IdsPerRow).Index())
        {
            var row = StoredJson.Row(jobId, $"changed:{number:00000}", chunk);
            await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        }
    }

    /// <summary>Reads which titles a run found to have changed.</summary>
    /// <param name="jobId">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The titles.</returns>
    public async Task<IReadOnlySet<TitleId>> ReadChangedAsync(string jobId, CancellationToken cancellationToken)
    {
        var changed = new HashSet<TitleId>();
        foreach (var row in await ChangedRowsAsync(jobId, cancellationToken)) changed.UnionWith(row.Record<TitleId[]>());
        return changed;
    }

    /// <summary>Forgets which titles a run found to have changed.</summary>
    /// <param name="jobId">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when nothing of them is left.</returns>
    public async Task RemoveChangedAsync(string jobId, CancellationToken cancellationToken)
    {
        foreach (var row in await ChangedRowsAsync(jobId, cancellationToken))
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        }
    }

    private async Task<List<TableEntity>> ChangedRowsAsync(string jobId, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {jobId} and RowKey ge {ChangedFrom} and RowKey lt {ChangedTo}");
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)) rows.Add(row);
        return rows;
    }

    private async Task<BulkRun?> ReadAsync(string partition, string rowKey, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(partition, rowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.Record<BulkRun>() : null;
    }
}
