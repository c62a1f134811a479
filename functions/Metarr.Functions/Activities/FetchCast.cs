using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Takes the people of a title's cast among the people of all titles, and says whose portrait is still to be fetched.</summary>
/// <remarks>The title's own cast list changes when the run is committed, as all of the title does.</remarks>
public sealed class FetchCast(TitleStore titles, PeopleStore people)
{
    /// <summary>The activity.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many people there are, and who lacks a portrait.</returns>
    [Function(nameof(FetchCast))]
    public async Task<CastPlan> RunAsync([ActivityTrigger] TitleId id, CancellationToken cancellationToken)
    {
        var snapshot = await titles.GetSnapshotAsync(id, cancellationToken);
        var cast = snapshot.MergedCast();
        var fetch = snapshot.Fetches.FirstOrDefault(fetch => fetch.Name == cast.Source);
        var known = await Task.WhenAll(cast.Members.Select(member => people.ChangeAsync(
            member.PersonId, person => Told(person, member, fetch), cancellationToken)));
        var all = known.OfType<Person>().ToList();
        var wanted = all.Where(person => person.LacksHeadshot() || person.Replaced is not null).ToList();
        return new CastPlan(
            all.Count, all.Except(wanted).Count(person => person.Headshot is not null), [.. wanted.Select(person => person.Id)]);
    }

    private static Person Told(Person? person, CastMember member, ProviderFetch? fetch)
    {
        var known = person ?? new Person(member.PersonId, member.Name);
        return fetch is null ? known : known.Told(member, fetch.BodyAt ?? fetch.At);
    }
}
