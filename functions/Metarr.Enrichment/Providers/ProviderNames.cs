namespace Metarr.Enrichment.Providers;

/// <summary>The providers' names in configuration, records and answers.</summary>
public static class ProviderNames
{
    /// <summary>The Movie Database.</summary>
    public const string Tmdb = "tmdb";

    /// <summary>TheTVDB.</summary>
    public const string Tvdb = "tvdb";

    /// <summary>Fanart.tv.</summary>
    public const string Fanart = "fanart";

    /// <summary>OMDb.</summary>
    public const string Omdb = "omdb";

    /// <summary>No provider, but a person of the house: the origin of uploaded art and of edited fields.</summary>
    public const string User = "user";
}
