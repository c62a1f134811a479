using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>Turns TMDB's credits into a cast. Pure.</summary>
/// <remarks>
/// TMDB lists who plays several roles once for each of them. Such a person stands where the first role stands, with all roles; TMDB
/// itself writes several roles of one entry with the same stroke between them.
/// </remarks>
internal static class TmdbCast
{
    private const string BetweenRoles = " / ";

    /// <summary>The top of the cast, each person once, numbered from 1.</summary>
    /// <param name="credits">The body's credits; null when it has none.</param>
    /// <param name="imageBase">The image CDN's address, up to the size.</param>
    public static EquatableList<CastMember> Of(TmdbCredits? credits, Uri imageBase)
    {
        var cdn = imageBase.AbsoluteUri.TrimEnd('/');
        return (credits?.Cast ?? [])
            .Where(entry => entry is { Id: > 0, Name: not null })
            .OrderBy(entry => entry.Order is >= 0 and var order ? order : int.MaxValue)
            .GroupBy(entry => entry.Id!.Value)
            .Take(CastMember.MostPerTitle)
            .Select((roles, index) => Member(index + 1, roles.Key, [.. roles], cdn))
            .ToEquatableList();
    }

    private static CastMember Member(int order, int personId, List<TmdbCastMember> roles, string cdn)
    {
        var characters = roles.Select(role => role.Character).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return new CastMember(order, personId, roles[0].Name!)
        {
            Character = characters.Count == 0 ? null : string.Join(BetweenRoles, characters),
            PortraitUrl = roles.Select(role => Portrait(role.ProfilePath, cdn)).FirstOrDefault(url => url is not null),
        };
    }

    private static Uri? Portrait(string? path, string cdn) =>
        path is ['/', not '/', ..] && Uri.TryCreate($"{cdn}/original{path}", UriKind.Absolute, out var url) ? url : null;
}
