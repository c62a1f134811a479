using Azure;
using Azure.Data.Tables;
using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Some of the library's titles.</summary>
/// <param name="Ids">The titles.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record LibraryPage(EquatableList<TitleId> Ids, string? Next);

/// <summary>How complete the library is.</summary>
/// <param name="Statistics">The figures.</param>
/// <param name="Worst">The least complete titles, the worst first.</param>
public sealed record LibraryFigures(LibraryStatistics Statistics, EquatableList<WorstTitle> Worst);

/// <summary>The library's lists, and the way from a provider's id to a title.</summary>
/// <remarks>
/// Titles are spread over 16 partitions per kind, so that bulk runs do not wait for one another on one of them. Each partition has one
/// row with the statistics of its titles, which changes in the same transaction as they do.
/// </remarks>
public sealed class LibraryStore
{
    private const string Shards = "0123456789abcdef";

    private readonly TableClient table;
    private readonly LibraryShards shards;
    private readonly Dictionary<TitleKind, LibraryListing> lists;
    private readonly Dictionary<TitleKind, SharedLook<LibraryFigures>> figures;

    /// <summary>Makes the store; nothing is called yet.</summary>
    /// <param name="storage">Where the storage lies.</param>
    /// <param name="time">The clock that the age of what was read goes by; the system's unless given.</param>
    public LibraryStore(StorageClients storage, TimeProvider? time = null)
    {
        var (clock, kinds) = (time ?? TimeProvider.System, Enum.GetValues<TitleKind>());
        table = storage.Library;
        shards = new LibraryShards(table, Follow);
        lists = kinds.ToDictionary(kind => kind, kind => new LibraryListing(table, [.. Partitions(kind)], clock));
        figures = kinds.ToDictionary(kind => kind, kind => new SharedLook<LibraryFigures>(() => CountAsync(kind), clock));
    }

    /// <summary>Writes a title's slim row, and the statistics that follow from it.</summary>
    /// <remarks>A row that tells of a later enrichment stays: a step that is repeated late must not bring back what was.</remarks>
    /// <param name="entry">The row.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is written.</returns>
    public Task WriteAsync(LibraryEntry entry, CancellationToken cancellationToken) => shards.ChangeAsync(
        Partition(entry.Id), entry.Id, known => known?.EnrichedAt > (entry.EnrichedAt ?? DateTimeOffset.MinValue) ? known : entry, cancellationToken);

    /// <summary>Writes slim rows of titles that were registered just now, many in one call.</summary>
    /// <param name="entries">The rows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when all are written.</returns>
    public Task AddAsync(IEnumerable<LibraryEntry> entries, CancellationToken cancellationToken) => Task.WhenAll(
        entries.GroupBy(entry => Partition(entry.Id)).Select(shard => shards.AddAsync(shard.Key, [.. shard], cancellationToken)));

    /// <summary>Writes that a title was enriched again and that nothing else of its slim row has changed, in one call.</summary>
    /// <param name="entry">The row as it should be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when there is no such row, or the title was never enriched.</returns>
    public async Task<bool> TryTouchAsync(LibraryEntry entry, CancellationToken cancellationToken) =>
        entry.EnrichedAt is { } at && await shards.TryTouchAsync(Partition(entry.Id), entry.Id, at, cancellationToken);

    /// <summary>Removes a title's slim row, and takes it out of the statistics.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is gone.</returns>
    public Task RemoveAsync(TitleId id, CancellationToken cancellationToken) =>
        shards.ChangeAsync(Partition(id), id, _ => null, cancellationToken);

    /// <summary>Reads the statistics of one kind: one row for each partition, however many titles there are.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The figures as of this call or later.</returns>
    public Task<LibraryFigures> ReadStatisticsAsync(TitleKind kind, CancellationToken cancellationToken) =>
        figures[kind].ReadAsync(cancellationToken);

    /// <summary>Reads the statistics of one kind as they were a moment ago, unless this instance has changed them since.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="longestAge">How long ago they may have been read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The figures.</returns>
    public Task<LibraryFigures> ReadStatisticsAsync(TitleKind kind, TimeSpan longestAge, CancellationToken cancellationToken) =>
        figures[kind].ReadAsync(longestAge, cancellationToken);

    /// <summary>Reads a title's slim row.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row, or null when the title is not in the library.</returns>
    public async Task<LibraryEntry?> FindAsync(TitleId id, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition(id), id.Value, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.Entry() : null;
    }

    /// <summary>Reads the whole list of one kind, by name.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entries as of this call or later, in the order of <see cref="LibraryEntry.CompareNames"/>.</returns>
    public Task<LibraryList> ListAsync(TitleKind kind, CancellationToken cancellationToken) => lists[kind].ReadAsync(cancellationToken);

    /// <summary>Reads the whole list of one kind as it was a moment ago, unless this instance has changed it since.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="longestAge">How long ago it may have been read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entries, in the order of <see cref="LibraryEntry.CompareNames"/>.</returns>
    public Task<LibraryList> ListAsync(TitleKind kind, TimeSpan longestAge, CancellationToken cancellationToken) =>
        lists[kind].ReadAsync(longestAge, cancellationToken);

    /// <summary>Claims providers' ids for a title, unless they belong to one already.</summary>
    /// <remarks>
    /// The first known id decides, as in finding: a film that is known by TMDB's number stays that film, whatever further id somebody
    /// tells with it that belongs to another.
    /// </remarks>
    /// <param name="id">The title that asks.</param>
    /// <param name="ids">The providers' ids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The title that they belong to: the asking one, or the one that was first.</returns>
    public async Task<TitleId> ClaimAsync(TitleId id, ExternalIds ids, CancellationToken cancellationToken)
    {
        var known = await FindAsync(id.Kind, ids, cancellationToken);
        if (known is { } first && first != id) return first;
        foreach (var key in IdKeys(ids))
        {
            var owner = await ClaimAsync(id, key, cancellationToken);
            if (owner != id && known is null) return owner;
        }

        return id;
    }

    /// <summary>Claims the ids of new titles in one transaction.</summary>
    /// <param name="registrations">Up to 30 titles of one kind; no two of them have an id in common.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when one of the ids is known already; none is claimed then.</returns>
    public async Task<bool> TryClaimAsync(IReadOnlyList<Registration> registrations, CancellationToken cancellationToken)
    {
        var claims =
            from registration in registrations
            from key in IdKeys(registration.ExternalIds)
            select new TableTransactionAction(TableTransactionActionType.Add, Claim(registration.NewId, key));
        try
        {
            await table.SubmitTransactionAsync(claims, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Finds a title by any of its ids.</summary>
    /// <param name="kind">The sort of title.</param>
    /// <param name="ids">The providers' ids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The title that the first known one belongs to, or null when none is known.</returns>
    public async Task<TitleId?> FindAsync(TitleKind kind, ExternalIds ids, CancellationToken cancellationToken)
    {
        foreach (var key in IdKeys(ids))
        {
            if (await OwnerAsync(kind, key, cancellationToken) is { } owner) return owner;
        }

        return null;
    }

    /// <summary>Reads which of providers' ids belong to a title.</summary>
    /// <param name="id">The title.</param>
    /// <param name="ids">The providers' ids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The claims of the title itself.</returns>
    public async Task<IReadOnlyList<IdClaim>> FindClaimsAsync(TitleId id, ExternalIds ids, CancellationToken cancellationToken)
    {
        var claims = new List<IdClaim>();
        foreach (var key in IdKeys(ids))
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(IdPartition(id.Kind), key, cancellationToken: cancellationToken);
            if (row.HasValue && row.Value!.GetString("Title") == id.ToString()) claims.Add(new IdClaim(id.Kind, key, row.Value.ETag));
        }

        return claims;
    }

    /// <summary>Gives an id free, unless it was claimed anew since it was read.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is free, or found to be claimed anew.</returns>
    public async Task ReleaseAsync(IdClaim claim, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(IdPartition(claim.Kind), claim.Key, claim.Version, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            // The title was registered anew, and has it again.
        }
    }

    /// <summary>Reads the ids of some titles of any kind; page by page, all of the library.</summary>
    /// <param name="cursor">Where the page before ended; null for the first.</param>
    /// <param name="size">About how many titles a page has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The page.</returns>
    public async Task<LibraryPage> PageAsync(string? cursor, int size, CancellationToken cancellationToken)
    {
        string[] partitions = [.. Enum.GetValues<TitleKind>().SelectMany(Partitions)];
        var (partition, after) = cursor?.Split('|') is [var known, var row] ? (known, row) : (partitions[0], "");
        var ids = new List<TitleId>();
        foreach (var next in partitions.SkipWhile(name => name != partition))
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {next} and RowKey gt {after}");
            await foreach (var entry in table.QueryAsync<TableEntity>(filter, size, ["PartitionKey", "RowKey"], cancellationToken))
            {
                if (entry.RowKey == LibraryShards.TallyKey) continue;
                ids.Add(new TitleId(Enum.Parse<TitleKind>(next.Split('-')[0], ignoreCase: true), entry.RowKey));
                if (ids.Count == size) return new LibraryPage([.. ids], $"{next}|{entry.RowKey}");
            }

            after = "";
        }

        return new LibraryPage([.. ids], null);
    }

    private async Task<TitleId> ClaimAsync(TitleId id, string key, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(Claim(id, key), cancellationToken);
            return id;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return await OwnerAsync(id.Kind, key, cancellationToken) ?? id;
        }
    }

    private static TableEntity Claim(TitleId id, string key) => new(IdPartition(id.Kind), key) { ["Title"] = id.ToString() };

    private async Task<TitleId?> OwnerAsync(TitleKind kind, string key, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(IdPartition(kind), key, cancellationToken: cancellationToken);
        return row.HasValue && TitleId.TryParse(row.Value!.GetString("Title"), out var owner) ? owner : null;
    }

    /// <summary>The rows that lead from a title's ids to it; two titles with one of them in common are one title.</summary>
    internal static IEnumerable<string> IdKeys(ExternalIds ids)
    {
        if (ids.TmdbId is { } tmdb) yield return $"tmdb:{tmdb}";
        if (ids.ImdbId is { } imdb) yield return $"imdb:{imdb}";
        if (ids.TvdbId is { } tvdb) yield return $"tvdb:{tvdb}";
    }

    private static string IdPartition(TitleKind kind) => $"ids-{kind.ToString().ToLowerInvariant()}";

    private void Follow(ShardChange change)
    {
        var kind = lists.Keys.Single(kind => change.Partition.StartsWith(PartitionPrefix(kind), StringComparison.Ordinal));
        lists[kind].Follow(change);
        figures[kind].Change();
    }

    private async Task<LibraryFigures> CountAsync(TitleKind kind)
    {
        var tallies = await Task.WhenAll(Partitions(kind).Select(partition => shards.ReadAsync(partition, CancellationToken.None)));
        var worst = tallies.SelectMany(tally => tally.Worst.Titles).Order(WorstTitle.Order).Take(WorstTitles.Shown);
        return new LibraryFigures(tallies.Aggregate(LibraryStatistics.Empty, (sum, tally) => sum.Plus(tally.Statistics)), [.. worst]);
    }

    private static IEnumerable<string> Partitions(TitleKind kind) => Shards.Select(shard => PartitionPrefix(kind) + shard);

    private static string PartitionPrefix(TitleKind kind) => $"{kind.ToString().ToLowerInvariant()}-";

    /// <summary>The partition that a title's slim row lies in.</summary>
    internal static string Partition(TitleId id)
    {
        var sum = 0;
        foreach (var c in id.Value) sum = unchecked((sum * 31) + c);
        return PartitionPrefix(id.Kind) + Shards[sum & 15];
    }
}
