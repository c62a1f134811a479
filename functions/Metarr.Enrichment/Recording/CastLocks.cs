using System.Globalization;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Recording;

/// <summary>The locks of a title's cast, which stand among the locks of its fields.</summary>
/// <remarks><c>cast</c> locks all of it, <c>cast.order</c> the order, <c>cast.6384</c> the role of the person with that number.</remarks>
public static class CastLocks
{
    /// <summary>The lock of the order; who is told later comes after the others.</summary>
    public const string Order = CastMerge.LockName + ".order";

    private const string RolePrefix = CastMerge.LockName + ".";

    /// <summary>The lock of a person's role.</summary>
    /// <param name="personId">TMDB's number of the person.</param>
    /// <returns>The lock's name.</returns>
    public static string Role(int personId) => RolePrefix + personId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a name is that of a role's lock, and whose.</summary>
    /// <param name="name">The name.</param>
    /// <param name="personId">TMDB's number of the person.</param>
    /// <returns>False when it names something else.</returns>
    public static bool TryParseRole(string name, out int personId)
    {
        personId = 0;
        return name.StartsWith(RolePrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(RolePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out personId)
            && Role(personId) == name;
    }

    /// <summary>A cast as it was told, but for what is locked.</summary>
    /// <param name="title">The title, with its locks.</param>
    /// <param name="current">The cast that is kept.</param>
    /// <param name="told">The cast as a provider tells it.</param>
    /// <returns>The cast in order. Who has a locked role stays, told or not; the list never grows past its limit for it.</returns>
    public static EquatableList<CastMember> Apply(Title title, EquatableList<CastMember> current, EquatableList<CastMember> told)
    {
        var held = current.Where(member => title.LockedFields.Contains(Role(member.PersonId))).ToDictionary(member => member.PersonId);
        var isOrdered = title.LockedFields.Contains(Order);
        if (held.Count == 0 && !isOrdered) return told;

        IEnumerable<CastMember> members = told
            .Select(member => held.TryGetValue(member.PersonId, out var kept) ? member with { Character = kept.Character } : member)
            .Concat(held.Values.ExceptBy(told.Select(member => member.PersonId), member => member.PersonId));
        if (isOrdered)
        {
            var places = current.ToDictionary(member => member.PersonId, member => member.Order);
            members = members.OrderBy(member => places.GetValueOrDefault(member.PersonId, int.MaxValue));
        }

        return Numbered(Limited([.. members], held));
    }

    /// <summary>A cast with its places counted anew.</summary>
    internal static EquatableList<CastMember> Numbered(IEnumerable<CastMember> members) =>
        [.. members.Select((member, index) => member with { Order = index + 1 })];

    private static List<CastMember> Limited(List<CastMember> members, Dictionary<int, CastMember> held)
    {
        for (var last = members.Count - 1; last >= 0 && members.Count > CastMember.MostPerTitle; last--)
        {
            if (!held.ContainsKey(members[last].PersonId)) members.RemoveAt(last);
        }

        return members;
    }
}
