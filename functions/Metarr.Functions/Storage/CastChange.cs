using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>What changes in the cast of a title.</summary>
/// <param name="Written">Members that are new, or differ from who stood at their place.</param>
/// <param name="Vacated">Places, counted from 1, at which nobody stands any longer.</param>
public sealed record CastChange(EquatableList<CastMember> Written, EquatableList<int> Vacated)
{
    /// <summary>Nothing changes.</summary>
    public static CastChange None { get; } = new([], []);

    /// <summary>A cast after the change.</summary>
    /// <param name="before">The cast before it.</param>
    /// <returns>The members in order.</returns>
    public EquatableList<CastMember> AppliedTo(EquatableList<CastMember> before) =>
        [.. Written.UnionBy(before.Where(member => !Vacated.Contains(member.Order)), member => member.Order).OrderBy(member => member.Order)];

    /// <summary>What leads from one cast to another.</summary>
    /// <param name="before">The cast that is kept.</param>
    /// <param name="after">The cast as it should be.</param>
    /// <returns>The change; <see cref="None"/> when both are the same.</returns>
    public static CastChange Between(EquatableList<CastMember> before, EquatableList<CastMember> after) => new(
        after.Except(before).ToEquatableList(),
        before.Select(member => member.Order).Except(after.Select(member => member.Order)).ToEquatableList());
}
