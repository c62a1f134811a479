namespace Metarr.Enrichment.Library;

/// <summary>One field of <see cref="TitleMetadata"/>: how it is called, whether it is filled, how it is carried over.</summary>
/// <remarks>Merging, locking and completeness all walk <see cref="All"/>, so a field is described here and nowhere else.</remarks>
public sealed class TitleField
{
    private readonly Func<TitleMetadata, bool> isFilled;
    private readonly Func<TitleMetadata, TitleMetadata, TitleMetadata> copy;

    private TitleField(
        string name,
        string displayName,
        bool isExpected,
        Func<TitleMetadata, bool> isFilled,
        Func<TitleMetadata, TitleMetadata, TitleMetadata> copy)
    {
        (Name, DisplayName, IsExpected) = (name, displayName, isExpected);
        (this.isFilled, this.copy) = (isFilled, copy);
    }

    /// <summary>Every field, in the order in which people read them.</summary>
    public static IReadOnlyList<TitleField> All { get; } =
    [
        Text("title", "Title", m => m.Title, (m, v) => m with { Title = v }),
        Text("plot", "Plot", m => m.Plot, (m, v) => m with { Plot = v }),
        Text("outline", "Outline", m => m.Outline, (m, v) => m with { Outline = v }),
        Text("tagline", "Tagline", m => m.Tagline, (m, v) => m with { Tagline = v }),
        Value("imdb_rating", "IMDb rating", m => m.ImdbRating, (m, v) => m with { ImdbRating = v }),
        Value("imdb_votes", "IMDb votes", m => m.ImdbVotes, (m, v) => m with { ImdbVotes = v }),
        Value("rotten_tomatoes_score", "Rotten Tomatoes score", m => m.RottenTomatoesScore, (m, v) => m with { RottenTomatoesScore = v }),
        Value("metacritic_score", "Metacritic score", m => m.MetacriticScore, (m, v) => m with { MetacriticScore = v }),
        Value("release_date", "Release date", m => m.ReleaseDate, (m, v) => m with { ReleaseDate = v }),
        Value("runtime", "Runtime", m => m.Runtime, (m, v) => m with { Runtime = v }),
        Text("content_rating", "Content rating", m => m.ContentRating, (m, v) => m with { ContentRating = v }),
        Names("genres", "Genres", m => m.Genres, (m, v) => m with { Genres = v }),
        Names("directors", "Directors", m => m.Directors, (m, v) => m with { Directors = v }),
        Names("writers", "Writers", m => m.Writers, (m, v) => m with { Writers = v }),
        Names("studios", "Studios", m => m.Studios, (m, v) => m with { Studios = v }),
        Text("original_title", "Original title", m => m.OriginalTitle, (m, v) => m with { OriginalTitle = v }, expected: false),
        Text("original_language", "Original language", m => m.OriginalLanguage, (m, v) => m with { OriginalLanguage = v }, expected: false),
        Value("tmdb_rating", "TMDB rating", m => m.TmdbRating, (m, v) => m with { TmdbRating = v }, expected: false),
        Value("tmdb_votes", "TMDB votes", m => m.TmdbVotes, (m, v) => m with { TmdbVotes = v }, expected: false),
        Text("collection", "Collection", m => m.Collection, (m, v) => m with { Collection = v }, expected: false),
        Names("countries", "Countries", m => m.Countries, (m, v) => m with { Countries = v }, expected: false),
        Names("keywords", "Keywords", m => m.Keywords, (m, v) => m with { Keywords = v }, expected: false),
    ];

    /// <summary>The fields a complete title has: the 15 that completeness counts.</summary>
    public static IReadOnlyList<TitleField> Expected { get; } = [.. All.Where(field => field.IsExpected)];

    /// <summary>The field's name in URLs, locks and records, in snake case.</summary>
    public string Name { get; }

    /// <summary>The field's name for people.</summary>
    public string DisplayName { get; }

    /// <summary>Whether completeness counts it.</summary>
    public bool IsExpected { get; }

    /// <summary>Finds a field by its <see cref="Name"/>.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The field, or null when there is none of that name.</returns>
    public static TitleField? Find(string? name) => All.FirstOrDefault(field => field.Name == name);

    /// <summary>Whether the field holds something: an empty text, an empty list and null do not count.</summary>
    /// <param name="metadata">Whose field.</param>
    /// <returns>True when it is filled.</returns>
    public bool IsFilled(TitleMetadata metadata) => isFilled(metadata);

    /// <summary>Metadata with this field taken from elsewhere.</summary>
    /// <param name="target">What is to be changed.</param>
    /// <param name="source">Where the value comes from.</param>
    /// <returns>The target with the source's value in this field.</returns>
    public TitleMetadata Copy(TitleMetadata target, TitleMetadata source) => copy(target, source);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static TitleField Text(
        string name, string display, Func<TitleMetadata, string?> get, Func<TitleMetadata, string?, TitleMetadata> set, bool expected = true) =>
        new(name, display, expected, m => !string.IsNullOrWhiteSpace(get(m)), (target, source) => set(target, get(source)));

    private static TitleField Value<T>(
        string name, string display, Func<TitleMetadata, T?> get, Func<TitleMetadata, T?, TitleMetadata> set, bool expected = true)
        where T : struct =>
        new(name, display, expected, m => get(m) is not null, (target, source) => set(target, get(source)));

    private static TitleField Names(
        string name,
        string display,
        Func<TitleMetadata, EquatableList<string>> get,
        Func<TitleMetadata, EquatableList<string>, TitleMetadata> set,
        bool expected = true) =>
        new(name, display, expected, m => get(m).Count > 0, (target, source) => set(target, get(source)));
}
