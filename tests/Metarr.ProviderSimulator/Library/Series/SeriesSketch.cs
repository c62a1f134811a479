namespace Metarr.ProviderSimulator.Library.Series;

/// <summary>What an author says about an invented series; the rest is drawn from its id.</summary>
internal sealed record SeriesSketch(string Title, DateOnly FirstAired, int Runtime, string Rating, int Images)
{
    /// <summary>Names as in <see cref="Genres"/>.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>How many episodes each season has, from the first.</summary>
    public required IReadOnlyList<int> Episodes { get; init; }

    /// <summary>How many specials there are; none, and there is no season 0.</summary>
    public int Specials { get; init; }

    /// <summary>Whether more is to come: the last episode of the last season has no date yet.</summary>
    public bool Continues { get; init; }

    public required string Network { get; init; }

    public string Tagline { get; init; } = "";

    public required string Overview { get; init; }

    /// <summary>ISO 639-1 of the language it was shot in.</summary>
    public string Language { get; init; } = "en";

    /// <summary>ISO 3166-1 of the country it comes from.</summary>
    public string Country { get; init; } = "US";

    /// <summary>The title in its own language, where that is not English.</summary>
    public string? OriginalTitle { get; init; }
}
