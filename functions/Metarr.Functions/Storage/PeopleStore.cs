using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Metarr.Functions.Storage;

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

    private async Task<KnownPerson?> ReadAsync(int id, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition(id), RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? new KnownPerson(row.Value!.Record<Person>(), row.Value!.ETag) : null;
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
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return false;
        }
    }

    private static string Partition(int id) => id.ToString(CultureInfo.InvariantCulture);

    private sealed record KnownPerson(Person Person, ETag ETag);
}
