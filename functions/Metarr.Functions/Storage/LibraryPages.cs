using Azure.Data.Tables;
using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;

namespace Metarr.Functions.Storage;

/// <summary>Reads the titles that a bulk run takes, page by page in the order of the library's rows.</summary>
/// <remarks>A title that is registered or removed while the run goes on is met or not; no other is met twice or left out for it.</remarks>
public sealed class LibraryPages(StorageClients storage, BulkRunStore runs)
{
    private const char Separator = '/';

    /// <summary>Partitions are called <c>movie-0</c> to <c>movie-f</c>; the second bound lies beyond them.</summary>
    private const string FirstPartition = "movie-0", BeyondPartitions = "movie-g";

    private readonly TableClient table = storage.Library;

    /// <summary>Counts the titles that a run takes.</summary>
    /// <param name="request">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many there are.</returns>
    public async Task<int> CountAsync(BulkRequest request, CancellationToken cancellationToken)
    {
        var (titles, _) = await ReadAsync(request, cursor: null, int.MaxValue, cancellationToken);
        return titles.Count;
    }

    /// <summary>Reads some of the titles that a run takes.</summary>
    /// <param name="request">The run.</param>
    /// <param name="cursor">Where the page before ended, or null for the first page.</param>
    /// <param name="size">How many titles the page has at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The titles, and where the next page begins: null when there is none.</returns>
    public async Task<(EquatableList<TitleId> Titles, string? Next)> ReadAsync(
        BulkRequest request, string? cursor, int size, CancellationToken cancellationToken)
    {
        var changed = request.ChangedOnly ? await runs.ReadChangedAsync(request.JobId, cancellationToken) : null;
        var titles = new List<TitleId>();
        await foreach (var row in table.QueryAsync<TableEntity>(FilterAfter(cursor), cancellationToken: cancellationToken))
        {
            if (row.RowKey == LibraryShards.TallyKey) continue;
            var entry = row.Entry();
            if (!IsTaken(entry, request, changed)) continue;
            titles.Add(entry.Id);
            if (titles.Count == size) return ([.. titles], $"{row.PartitionKey}{Separator}{row.RowKey}");
        }

        return ([.. titles], null);
    }

    private static bool IsTaken(LibraryEntry entry, BulkRequest request, IReadOnlySet<TitleId>? changed) =>
        entry.Monitored
        && (!request.MissingOnly || entry.EnrichedAt is null || entry.Partial || entry.Completeness < CompletenessReport.EnrichedFrom)
        && (changed is null || changed.Contains(entry.Id));

    private static string FilterAfter(string? cursor)
    {
        if (cursor?.Split(Separator) is not [var partition, var row])
        {
            return TableClient.CreateQueryFilter($"PartitionKey ge {FirstPartition} and PartitionKey lt {BeyondPartitions}");
        }

        return TableClient.CreateQueryFilter(
            $"(PartitionKey eq {partition} and RowKey gt {row}) or (PartitionKey gt {partition} and PartitionKey lt {BeyondPartitions})");
    }
}
