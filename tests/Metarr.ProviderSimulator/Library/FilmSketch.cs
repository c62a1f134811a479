namespace Metarr.ProviderSimulator.Library;

/// <summary>What an author says about an invented film; the rest (people, votes, art) is drawn from its id.</summary>
internal sealed record FilmSketch(string Title, string ReleaseDate, int? Runtime, string Certification, int Images)
{
    /// <summary>Names as in <see cref="Genres"/>.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>Empty where the film has none, as TMDB does it.</summary>
    public string Tagline { get; init; } = "";

    /// <summary>Empty where nobody wrote one.</summary>
    public string Overview { get; init; } = "";

    public required IReadOnlyList<string> Keywords { get; init; }

    /// <summary>ISO 639-1 of the language it was shot in.</summary>
    public string Language { get; init; } = "en";

    /// <summary>ISO 3166-1 of the country it comes from.</summary>
    public string Country { get; init; } = "US";

    /// <summary>The title in its own language, where that is not English.</summary>
    public string? OriginalTitle { get; init; }
}
