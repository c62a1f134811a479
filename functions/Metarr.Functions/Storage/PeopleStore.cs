using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Metarr.Functions.Storage;

/// <summary>A person as it was read.</summary>
/// <param name="Person">The person.</param>
/// <param name="ETag">The version of the row.</param>
public sealed record KnownPerson(Person Person, ETag ETag);

/// <summary>Keeps the people of all titles: one partition for each, named by TMDB's number.</summary>
public sealed class PeopleStore(StorageClients storage)
{
    private const string RowKey = "person";

    private readonly TableClient table = storage.People;

    /// <summary>Reads people.</summary>
    /// <param name="ids">TMDB's numbers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Those that are known, by number.</returns>
    public async Task<IReadOnlyDictionary<int, Person>> FindAsync(IEnumerable<int> ids, CancellationToken cancellationToken)
    {
        // A query over partitions would read the whole table; as many single reads at once cost a few milliseconds together.
        var found = await Task.WhenAll(ids.Distinct().Select(id => ReadAsync(id, cancellationToken)));
        return found.OfType<KnownPerson>().ToDictionary(known => known.Person.Id, known => known.Person);
    }

    /// <summary>Changes a person, whoever else changes it at the same time.</summary>
    /// <param name="id">TMDB's number.</param>
    /// <param name="change">
    /// Makes the new state of the one that is stored, null when there is none; may be asked several times. Null, or the same person,
    /// when nothing is to be written.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The person as it is stored now, or null when there is none.</returns>
    public async Task<Person?> ChangeAsync(int id, Func<Person?, Person?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var known = await ReadAsync(id, cancellationToken);
            var changed = change(known?.Person);
            if (changed is null || changed == known?.Person) return known?.Person;
            if (await TryWriteAsync(changed, known?.ETag, cancellationToken)) return changed;
        }
    }

    /// <summary>Reads one person, with the version of the row.</summary>
    /// <param name="id">TMDB's number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The person, or null when nobody of that number is known.</returns>
    public async Task<KnownPerson?> ReadAsync(int id, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition(id), RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? new KnownPerson(row.Value!.Record<Person>(), row.Value!.ETag) : null;
    }

    /// <summary>Replaces a person, unless someone wrote or deleted it since it was read.</summary>
    /// <param name="known">The person as it was read.</param>
    /// <param name="changed">The person as it should be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when someone was first; nothing has changed then.</returns>
    public Task<bool> TryReplaceAsync(KnownPerson known, Person changed, CancellationToken cancellationToken) =>
        TryWriteAsync(changed, known.ETag, cancellationToken);

    /// <summary>Deletes a person, unless someone wrote it since it was read.</summary>
    /// <param name="known">The person as it was read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when someone wrote it meanwhile.</returns>
    public async Task<bool> TryDeleteAsync(KnownPerson known, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(Partition(known.Person.Id), RowKey, known.ETag, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            return false;
        }
    }

    /// <summary>Reads some of the people; page by page, all of them.</summary>
    /// <param name="after">Whom the page before ended with; empty for the first.</param>
    /// <param name="size">How many a page has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The people, and with whom the page ends; null when it is the last.</returns>
    public async Task<(IReadOnlyList<Person> People, string? Last)> PageAsync(string after, int size, CancellationToken cancellationToken)
    {
        var people = new List<Person>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {after}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, size, cancellationToken: cancellationToken))
        {
            people.Add(row.Record<Person>());
            if (people.Count == size) return (people, row.PartitionKey);
        }

        return (people, null);
    }

    private async Task<bool> TryWriteAsync(Person person, ETag? version, CancellationToken cancellationToken)
    {
        var row = StoredJson.Row(Partition(person.Id), RowKey, person);
        row["Name"] = person.Name;
        try
        {
            if (version is { } read) await table.UpdateEntityAsync(row, read, TableUpdateMode.Replace, cancellationToken);
            else await table.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static string Partition(int id) => id.ToString(CultureInfo.InvariantCulture);
}
