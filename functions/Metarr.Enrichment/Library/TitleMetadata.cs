namespace Metarr.Enrichment.Library;

/// <summary>What is told about a title in words and figures. Null and the empty list mean: not known.</summary>
public sealed record TitleMetadata
{
    /// <summary>Nothing known.</summary>
    public static TitleMetadata Empty { get; } = new();

    /// <summary>The title in the library's language.</summary>
    public string? Title { get; init; }

    /// <summary>The title in its own language.</summary>
    public string? OriginalTitle { get; init; }

    /// <summary>The language the title was made in, two letters (ISO 639-1).</summary>
    public string? OriginalLanguage { get; init; }

    /// <summary>The story, at length.</summary>
    public string? Plot { get; init; }

    /// <summary>The story in a sentence or two.</summary>
    public string? Outline { get; init; }

    /// <summary>The slogan on the poster.</summary>
    public string? Tagline { get; init; }

    /// <summary>IMDb's rating, 0 to 10.</summary>
    public double? ImdbRating { get; init; }

    /// <summary>How many people rated it on IMDb.</summary>
    public int? ImdbVotes { get; init; }

    /// <summary>Rotten Tomatoes' score, percent.</summary>
    public int? RottenTomatoesScore { get; init; }

    /// <summary>Metacritic's score, 0 to 100.</summary>
    public int? MetacriticScore { get; init; }

    /// <summary>TMDB's rating, 0 to 10.</summary>
    public double? TmdbRating { get; init; }

    /// <summary>How many people rated it on TMDB.</summary>
    public int? TmdbVotes { get; init; }

    /// <summary>The first public showing.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>The running time, minutes.</summary>
    public int? Runtime { get; init; }

    /// <summary>The age rating of the configured country, as printed: <c>PG-13</c>, <c>16</c>.</summary>
    public string? ContentRating { get; init; }

    /// <summary>The collection it belongs to.</summary>
    public string? Collection { get; init; }

    /// <summary>Genres by name.</summary>
    public EquatableList<string> Genres { get; init; } = [];

    /// <summary>Directors by name.</summary>
    public EquatableList<string> Directors { get; init; } = [];

    /// <summary>Writers by name.</summary>
    public EquatableList<string> Writers { get; init; } = [];

    /// <summary>Producing companies by name.</summary>
    public EquatableList<string> Studios { get; init; } = [];

    /// <summary>The countries it was made in, by their English names.</summary>
    public EquatableList<string> Countries { get; init; } = [];

    /// <summary>Keywords by name.</summary>
    public EquatableList<string> Keywords { get; init; } = [];
}
