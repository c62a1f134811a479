using Metarr.Enrichment.Library;
using Metarr.Enrichment.Recording;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Triggers;

/// <summary>A movie's cast, and what of it automation leaves alone.</summary>
internal sealed record MovieCastResponse(
    string Id, bool Locked, bool OrderLocked, EquatableList<int> LockedCharacters, IReadOnlyList<CastResponse> Cast)
{
    /// <summary>The cast of a movie.</summary>
    public static async Task<MovieCastResponse> OfAsync(TitleState state, PeopleStore people, CancellationToken cancellationToken)
    {
        var locks = state.Row.Title.LockedFields;
        return new MovieCastResponse(
            state.Row.Title.Id.Value,
            locks.Contains(CastMerge.LockName),
            locks.Contains(CastLocks.Order),
            [.. state.Cast.Select(member => member.PersonId).Where(person => locks.Contains(CastLocks.Role(person)))],
            await CastResponse.AllAsync(state.Cast, people, cancellationToken));
    }
}

/// <summary>Someone who plays in a movie, as it is shown.</summary>
internal sealed record CastResponse(int Order, int PersonId, string Name, string? Character, Uri? PortraitUrl, string? Headshot)
{
    /// <summary>The part in the movie, and the hash of the portrait by which <c>v1/assets/{sha}</c> serves it.</summary>
    public static CastResponse Of(CastMember member, Person? person) => new(
        member.Order,
        member.PersonId,
        member.Name,
        member.Character,
        member.PortraitUrl,
        person?.Headshot?.Analysis.Sha256.ToString());

    /// <summary>All parts of a movie, in order.</summary>
    public static async Task<IReadOnlyList<CastResponse>> AllAsync(
        EquatableList<CastMember> cast, PeopleStore people, CancellationToken cancellationToken)
    {
        var known = await people.FindAsync(cast.Select(member => member.PersonId), cancellationToken);
        return [.. cast.Select(member => Of(member, known.GetValueOrDefault(member.PersonId)))];
    }
}
