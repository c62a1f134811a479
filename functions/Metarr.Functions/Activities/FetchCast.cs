using Metarr.Enrichment.Library;
using Metarr.Functions.Choosing;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Takes the people of a title's cast among the people of all titles, and says whose portrait is still to be fetched.</summary>
/// <remarks>The title's own cast list changes when the run is committed, as all of the title does.</remarks>
public sealed class FetchCast(TitleStore titles, TitlesAtWork atWork, PeopleStore people, FormerCast formerCast)
{
    /// <summary>The activity.</summary>
    /// <param name="request">The title and the run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many people there are, and who lacks a portrait.</returns>
    [Function(nameof(FetchCast))]
    public async Task<CastPlan> RunAsync([ActivityTrigger] CastRequest request, CancellationToken cancellationToken)
    {
        var id = request.TitleId;
        var snapshot = atWork.Find(id, request.JobId) ?? await titles.GetSnapshotAsync(id, cancellationToken);
        var cast = snapshot.MergedCast();
        if (!request.Force && snapshot.Row.SettledCast is { } settled && cast.Members == snapshot.Cast)
        {
            return new CastPlan(settled.People, settled.Headshots, []);
        }

        // Noted first: should the run never be committed, or its commit leave them out, they are told to leave as those are who were in the cast.
        List<int> newcomers = [.. cast.Members.Select(member => member.PersonId).Except(snapshot.Cast.Select(member => member.PersonId))];
        if (newcomers.Count > 0)
        {
            atWork.Take(id, request.JobId);
            await titles.NoteLeftAsync(id, newcomers, cancellationToken);
        }

        var fetch = snapshot.Fetches.FirstOrDefault(fetch => fetch.Name == cast.Source);
        var isNew = false;
        var known = await Task.WhenAll(cast.Members.Select(member => people.ChangeAsync(
            member.PersonId,
            person =>
            {
                if (person?.Titles?.Contains(id) is not true) isNew = true;
                return Told(person, member, fetch).In(id);
            },
            cancellationToken)));
        var all = known.OfType<Person>().ToList();
        if (isNew || newcomers.Count > 0) await LeaveGoneTitleAsync(id, all, newcomers, cancellationToken);
        var wanted = all.Where(person => person.LacksHeadshot() || person.Replaced is not null).ToList();
        return new CastPlan(
            all.Count, all.Except(wanted).Count(person => person.Headshot is not null), [.. wanted.Select(person => person.Id)]);
    }

    /// <summary>A title that is removed while its people are taken in must not keep them for good.</summary>
    private async Task LeaveGoneTitleAsync(TitleId id, List<Person> taken, List<int> noted, CancellationToken cancellationToken)
    {
        if (await titles.FindAsync(id, cancellationToken) is not null) return;
        foreach (var person in taken) await formerCast.LeaveAsync(person.Id, id, cancellationToken);
        foreach (var person in noted) await titles.ForgetLeftAsync(id, person, cancellationToken);
        throw new TitleGoneException(id);
    }

    private static Person Told(Person? person, CastMember member, ProviderFetch? fetch)
    {
        var known = person ?? new Person(member.PersonId, member.Name);
        return fetch is null ? known : known.Told(member, fetch.BodyAt ?? fetch.At);
    }
}
