using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;

namespace Metarr.Enrichment.Recording;

/// <summary>Carries the cast that the providers told into a title.</summary>
/// <remarks>
/// People are told apart by TMDB's numbers, so the cast of another provider counts only while TMDB tells none. The list is taken as a
/// whole: orders and roles of two providers do not mix.
/// </remarks>
public static class CastMerge
{
    /// <summary>The name under which people lock all of the cast: its members, their order and their roles.</summary>
    public const string LockName = "cast";

    /// <summary>The cast as it should be now.</summary>
    /// <param name="title">The title; a lock named <see cref="LockName"/> leaves its cast as it is, others by <see cref="CastLocks"/>.</param>
    /// <param name="current">The cast that is kept.</param>
    /// <param name="answers">The cast that each provider told, by the provider's name.</param>
    /// <returns>The members in order, and who told them; the current ones without a source when none of the answers counts.</returns>
    public static MergedCast Apply(
        Title title, EquatableList<CastMember> current, IReadOnlyDictionary<string, EquatableList<CastMember>> answers)
    {
        if (title.LockedFields.Contains(LockName)) return new MergedCast(current, null);
        var source = answers.Keys
            .Where(provider => answers[provider].Count > 0)
            .OrderBy(provider => provider != ProviderNames.Tmdb)
            .ThenBy(provider => provider, StringComparer.Ordinal)
            .FirstOrDefault();
        return source is null ? new MergedCast(current, null) : new MergedCast(CastLocks.Apply(title, current, answers[source]), source);
    }
}

/// <summary>A title's cast after a merge.</summary>
/// <param name="Members">The cast in order.</param>
/// <param name="Source">The provider that told it, or null when what was kept stands.</param>
public sealed record MergedCast(EquatableList<CastMember> Members, string? Source);
