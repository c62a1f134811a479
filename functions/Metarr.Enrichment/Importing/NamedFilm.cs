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

    /// <summary>Whether the film can be found by what is told: by an id, or by title and year.</summary>
    public bool IsEnough => !Ids.IsEmpty || (Title is not null && Year is not null);

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
