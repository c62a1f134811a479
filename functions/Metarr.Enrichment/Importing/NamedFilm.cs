using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Importing;

/// <summary>What a folder, a file name or an NFO tells of a film.</summary>
/// <param name="Ids">The ids it names; none when it names none.</param>
/// <param name="Title">What it calls the film, or null.</param>
/// <param name="Year">The year of release, or null.</param>
public sealed record NamedFilm(ExternalIds Ids, string? Title = null, int? Year = null)
{
    /// <summary>Nothing told.</summary>
    public static NamedFilm Nothing { get; } = new(new ExternalIds());

    /// <summary>Whether the film can be found by what is told: by TMDB's or IMDb's id, or by title and year.</summary>
    public bool IsEnough => Ids is not { TmdbId: null, ImdbId: null } || (Title is not null && Year is not null);

    /// <summary>Whether something else names another id of the same sort, so that one of the two must be wrong.</summary>
    /// <param name="other">What else tells of the film.</param>
    /// <returns>True when both name TMDB's number or IMDb's id, and not the same.</returns>
    public bool Contradicts(NamedFilm other) =>
        (Ids.TmdbId is { } tmdb && other.Ids.TmdbId is { } otherTmdb && tmdb != otherTmdb)
        || (Ids.ImdbId is { } imdb && other.Ids.ImdbId is { } otherImdb && imdb != otherImdb);

    /// <summary>This, with what is missing taken from somewhere that counts less.</summary>
    /// <param name="lesser">What else tells of the film.</param>
    /// <returns>What both tell; title and year come from the same of the two when one of them tells both.</returns>
    public NamedFilm CompletedBy(NamedFilm lesser)
    {
        var ids = Ids.CompletedBy(lesser.Ids);
        var names = Title is not null && Year is not null ? this : lesser is { Title: not null, Year: not null } ? lesser : this;
        return new NamedFilm(ids, names.Title ?? lesser.Title, names.Year ?? lesser.Year);
    }
}
