namespace Metarr.Enrichment.Tests.Providers.Damaged;

/// <summary>What we read of each provider's bodies.</summary>
internal static class FieldRules
{
    public static IReadOnlyList<FieldRule> Tmdb { get; } =
    [
        new("$.id", "tmdbId"), new("$.imdb_id", "imdbId"), new("$.title", "title"), new("$.original_title", "originalTitle"),
        new("$.original_language", "originalLanguage"), new("$.overview", "plot"), new("$.tagline", "tagline"),
        new("$.release_date", "releaseDate"), new("$.runtime", "runtime"), new("$.vote_average", "tmdbRating"),
        new("$.vote_count", "tmdbRating tmdbVotes"), new("$.belongs_to_collection", ""), new("$.belongs_to_collection.name", "collection"),
        new("$.genres", "genres"), new("$.production_companies", "studios"), new("$.production_countries", "countries"),
        new("$.credits.crew", "directors writers"), new("$.credits.crew[]", "directors writers"),
        new("$.credits.cast", "cast"), new("$.credits.cast[]", "cast", "id name order"),
        new("$.images.posters", "art"), new("$.images.posters[]", "art", "file_path"),
        new("$.images.backdrops", "art"), new("$.images.backdrops[]", "art", "file_path"),
        new("$.images.logos", "art"), new("$.images.logos[]", "art", "file_path"),
        new("$.release_dates.results", "releaseDate contentRating"),
        new("$.external_ids.imdb_id", "imdbId"), new("$.external_ids.tvdb_id", "tvdbId"), new("$.keywords.keywords", "keywords"),
    ];

    public static IReadOnlyList<FieldRule> Fanart { get; } =
    [
        new("$.tmdb_id", "tmdbId"), new("$.imdb_id", "imdbId"),
        .. FanartKinds().SelectMany(kind => new FieldRule[] { new($"$.{kind}", "art"), new($"$.{kind}[]", "art", "id url") }),
    ];

    public static IReadOnlyList<FieldRule> Omdb { get; } =
    [
        new("$.Title", "title"), new("$.Rated", "contentRating"), new("$.Released", "releaseDate"), new("$.Runtime", "runtime"),
        new("$.Genre", "genres"), new("$.Director", "directors"), new("$.Writer", "writers"), new("$.Plot", "plot outline"),
        new("$.Country", "countries"), new("$.Production", "studios"), new("$.Metascore", "metacritic"),
        new("$.Ratings", "imdbRating tomatoes metacritic"), new("$.imdbRating", "imdbRating"), new("$.imdbVotes", "imdbVotes"),
        new("$.imdbID", "imdbId"), new("$.tomatoMeter", "tomatoes"),
    ];

    public static IReadOnlyList<FieldRule> Tvdb { get; } =
    [
        new("$.movie.data.id", "tvdbId"), new("$.movie.data.name", "title originalTitle"),
        new("$.movie.data.originalLanguage", "originalLanguage title"), new("$.movie.data.runtime", "runtime"),
        new("$.movie.data.first_release", "releaseDate"), new("$.movie.data.releases", "releaseDate"),
        new("$.movie.data.genres", "genres"), new("$.movie.data.studios", "studios"), new("$.movie.data.companies", "studios"),
        new("$.movie.data.characters", "directors writers"), new("$.movie.data.contentRatings", "contentRating"),
        new("$.movie.data.remoteIds", "imdbId tmdbId"),
        new("$.movie.data.artworks", "art"), new("$.movie.data.artworks[]", "art", "id image type"),
        new("$.movie.data.translations.nameTranslations", "title tagline"),
        new("$.movie.data.translations.overviewTranslations", "plot"),
    ];

    private static string[] FanartKinds() =>
    [
        "movieposter", "moviebackground", "movie4kbackground", "moviebanner", "hdmovielogo", "movielogo", "hdmovieclearart", "movieart",
        "moviedisc", "moviethumb", "moviesquare",
    ];
}
