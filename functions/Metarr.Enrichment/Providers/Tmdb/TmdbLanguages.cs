namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>TMDB's words for languages, and ours (ISO 639-1).</summary>
internal static class TmdbLanguages
{
    /// <summary>
    /// TMDB's word for Cantonese, which has no two letters of its own in the standard. Films from Hong Kong are filed under it, and most of
    /// their posters under Chinese.
    /// </summary>
    public const string Cantonese = "cn";

    /// <summary>Chinese.</summary>
    public const string Chinese = "zh";

    // Of films without words, and in tags that people entered by hand.
    private const string NoLanguage = "xx";

    /// <summary>A language in our words.</summary>
    /// <param name="stated">TMDB's word; null for none.</param>
    /// <returns>The language, in lower case; null when none is meant.</returns>
    public static string? Of(string? stated) => stated?.ToLowerInvariant() switch
    {
        null or NoLanguage => null,
        Cantonese => Chinese,
        var language => language,
    };
}
