using System.Text.Json;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>How to read TMDB's bodies: unknown fields are passed over, a field of the wrong type is absent.</summary>
/// <remarks>Generated code sets init-only properties that the body lacks to null; hence the lists that make null empty.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(LenientText), typeof(LenientInt), typeof(LenientDouble)])]
[JsonSerializable(typeof(TmdbMovie))]
[JsonSerializable(typeof(TmdbFindResults))]
[JsonSerializable(typeof(TmdbStatus))]
[JsonSerializable(typeof(TmdbChangesPage))]
[JsonSerializable(typeof(TmdbSearchPage))]
internal sealed partial class TmdbJson : JsonSerializerContext;

/// <summary>The body of <c>/movie/{id}</c> with all that is appended to it.</summary>
internal sealed record TmdbMovie
{
    public int? Id { get; init; }

    public string? ImdbId { get; init; }

    public string? Title { get; init; }

    public string? OriginalTitle { get; init; }

    public string? OriginalLanguage { get; init; }

    public string? Overview { get; init; }

    public string? Tagline { get; init; }

    public string? ReleaseDate { get; init; }

    public int? Runtime { get; init; }

    public double? VoteAverage { get; init; }

    public int? VoteCount { get; init; }

    [JsonConverter(typeof(LenientObject<TmdbNamed>))]
    public TmdbNamed? BelongsToCollection { get; init; }

    [JsonConverter(typeof(LenientList<TmdbNamed>))]
    public IReadOnlyList<TmdbNamed> Genres { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientList<TmdbNamed>))]
    public IReadOnlyList<TmdbNamed> ProductionCompanies { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientList<TmdbNamed>))]
    public IReadOnlyList<TmdbNamed> ProductionCountries { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientObject<TmdbCredits>))]
    public TmdbCredits? Credits { get; init; }

    [JsonConverter(typeof(LenientObject<TmdbImages>))]
    public TmdbImages? Images { get; init; }

    [JsonConverter(typeof(LenientObject<TmdbReleaseDates>))]
    public TmdbReleaseDates? ReleaseDates { get; init; }

    [JsonConverter(typeof(LenientObject<TmdbExternalIds>))]
    public TmdbExternalIds? ExternalIds { get; init; }

    [JsonConverter(typeof(LenientObject<TmdbKeywords>))]
    public TmdbKeywords? Keywords { get; init; }
}

/// <summary>Anything of which only the name matters: a genre, a company, a country, a collection, a keyword.</summary>
internal sealed record TmdbNamed(string? Name);

/// <summary>Who made it.</summary>
internal sealed record TmdbCredits
{
    [JsonConverter(typeof(LenientList<TmdbCastMember>))]
    public IReadOnlyList<TmdbCastMember> Cast { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientList<TmdbCrewMember>))]
    public IReadOnlyList<TmdbCrewMember> Crew { get; init => field = value ?? []; } = [];
}

/// <summary>One person's one role. The order counts from 0.</summary>
internal sealed record TmdbCastMember(int? Id, string? Name, string? Character, int? Order, string? ProfilePath);

/// <summary>One person's one job.</summary>
internal sealed record TmdbCrewMember(string? Name, string? Job, string? Department);

/// <summary>The artwork.</summary>
internal sealed record TmdbImages
{
    [JsonConverter(typeof(LenientList<TmdbImage>))]
    public IReadOnlyList<TmdbImage> Backdrops { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientList<TmdbImage>))]
    public IReadOnlyList<TmdbImage> Logos { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientList<TmdbImage>))]
    public IReadOnlyList<TmdbImage> Posters { get; init => field = value ?? []; } = [];
}

/// <summary>One piece of artwork.</summary>
internal sealed record TmdbImage(
    string? FilePath,
    int? Width,
    int? Height,
    [property: JsonPropertyName("iso_639_1")] string? Language,
    [property: JsonPropertyName("iso_3166_1")] string? Region,
    double? VoteAverage,
    int? VoteCount);

/// <summary>When it was released where.</summary>
internal sealed record TmdbReleaseDates
{
    [JsonConverter(typeof(LenientList<TmdbCountryReleases>))]
    public IReadOnlyList<TmdbCountryReleases> Results { get; init => field = value ?? []; } = [];
}

/// <summary>A country's releases.</summary>
internal sealed record TmdbCountryReleases
{
    [JsonPropertyName("iso_3166_1")]
    public string? Country { get; init; }

    [JsonConverter(typeof(LenientList<TmdbRelease>))]
    public IReadOnlyList<TmdbRelease> ReleaseDates { get; init => field = value ?? []; } = [];
}

/// <summary>One release. Types: 1 premiere, 2 limited theatrical, 3 theatrical, 4 digital, 5 physical, 6 television.</summary>
internal sealed record TmdbRelease(string? Certification, string? ReleaseDate, int? Type);

/// <summary>What others call it.</summary>
internal sealed record TmdbExternalIds(string? ImdbId, int? TvdbId);

/// <summary>The keywords; movies hold them under this name.</summary>
internal sealed record TmdbKeywords
{
    [JsonConverter(typeof(LenientList<TmdbNamed>))]
    public IReadOnlyList<TmdbNamed> Keywords { get; init => field = value ?? []; } = [];
}

/// <summary>The body of <c>/find/{id}</c>: rows by sort, any of which may be empty.</summary>
internal sealed record TmdbFindResults
{
    [JsonConverter(typeof(LenientList<TmdbFindRow>))]
    public IReadOnlyList<TmdbFindRow> MovieResults { get; init => field = value ?? []; } = [];
}

/// <summary>A title that was found.</summary>
internal sealed record TmdbFindRow(int? Id);

/// <summary>What TMDB says instead of an answer.</summary>
internal sealed record TmdbStatus(int? StatusCode, string? StatusMessage);

/// <summary>One page of <c>/movie/changes</c>.</summary>
internal sealed record TmdbChangesPage
{
    [JsonConverter(typeof(LenientList<TmdbFindRow>))]
    public IReadOnlyList<TmdbFindRow> Results { get; init => field = value ?? []; } = [];

    public int? Page { get; init; }

    public int? TotalPages { get; init; }
}

/// <summary>One page of <c>/search/movie</c>.</summary>
internal sealed record TmdbSearchPage
{
    [JsonConverter(typeof(LenientList<TmdbSearchRow>))]
    public IReadOnlyList<TmdbSearchRow> Results { get; init => field = value ?? []; } = [];

    public int? Page { get; init; }

    public int? TotalPages { get; init; }
}

/// <summary>A movie that a search found.</summary>
internal sealed record TmdbSearchRow(int? Id, string? Title, string? OriginalTitle, string? ReleaseDate);
