namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>Reads the languages of TMDB, two letters each (ISO 639-1), and its own word for none.</summary>
internal static class TmdbLanguage
{
    // Films without a spoken word have it, and images that people tagged so by hand.
    private const string None = "xx";

    /// <summary>The language, or null when none is stated.</summary>
    /// <param name="stated">What TMDB stated.</param>
    public static string? OrNull(string? stated) =>
        stated?.ToLowerInvariant() is { } language && language != None ? language : null;
}
