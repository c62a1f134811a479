using System.Text.Json.Serialization;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>The body of <c>/movies/{id}/extended</c>.</summary>
internal sealed record TvdbMovieBody
{
    /// <summary><c>success</c> or <c>failure</c>.</summary>
    public string? Status { get; init; }

    [JsonConverter(typeof(TvdbData<TvdbMovie>))]
    public IReadOnlyList<TvdbMovie> Data { get; init => field = value ?? []; } = [];
}

/// <summary>A movie with all that belongs to it. Its name is the original one; others are among the translations.</summary>
internal sealed record TvdbMovie
{
    [JsonConverter(typeof(TvdbId))]
    public int? Id { get; init; }

    public string? Name { get; init; }

    public string? OriginalLanguage { get; init; }

    public int? Runtime { get; init; }

    [JsonPropertyName("first_release")]
    [JsonConverter(typeof(LenientObject<TvdbRelease>))]
    public TvdbRelease? FirstRelease { get; init; }

    [JsonConverter(typeof(LenientList<TvdbRelease>))]
    public IReadOnlyList<TvdbRelease> Releases { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientList<TvdbNamed>))]
    public IReadOnlyList<TvdbNamed> Genres { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientList<TvdbNamed>))]
    public IReadOnlyList<TvdbNamed> Studios { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientObject<TvdbCompanies>))]
    public TvdbCompanies? Companies { get; init; }

    [JsonConverter(typeof(LenientList<TvdbCharacter>))]
    public IReadOnlyList<TvdbCharacter> Characters { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientList<TvdbContentRating>))]
    public IReadOnlyList<TvdbContentRating> ContentRatings { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientList<TvdbRemoteId>))]
    public IReadOnlyList<TvdbRemoteId> RemoteIds { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientList<TvdbArtwork>))]
    public IReadOnlyList<TvdbArtwork> Artworks { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientObject<TvdbTranslations>))]
    public TvdbTranslations? Translations { get; init; }
}

/// <summary>Anything of which only the name matters: a genre, a company.</summary>
internal sealed record TvdbNamed(string? Name);

/// <summary>When it was released where: a country of three letters, or <c>global</c>.</summary>
internal sealed record TvdbRelease(string? Country, string? Date);

/// <summary>Who made it, by what they did.</summary>
internal sealed record TvdbCompanies
{
    [JsonConverter(typeof(LenientList<TvdbNamed>))]
    public IReadOnlyList<TvdbNamed> Production { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientList<TvdbNamed>))]
    public IReadOnlyList<TvdbNamed> Studio { get; init => field = value ?? []; } = [];
}

/// <summary>Someone's part in it, before or behind the camera: <c>Actor</c>, <c>Director</c>, <c>Writer</c>.</summary>
internal sealed record TvdbCharacter(string? PersonName, string? PeopleType);

/// <summary>An age rating in a country of three letters.</summary>
internal sealed record TvdbContentRating(string? Name, string? Country);

/// <summary>What others call it. The number of the sort differs between movies and series; the name does not.</summary>
internal sealed record TvdbRemoteId(string? Id, string? SourceName);

/// <summary>Names and plots in other languages.</summary>
internal sealed record TvdbTranslations
{
    [JsonConverter(typeof(LenientList<TvdbTranslation>))]
    public IReadOnlyList<TvdbTranslation> NameTranslations { get; init => field = value ?? []; } = [];

    [JsonConverter(typeof(LenientList<TvdbTranslation>))]
    public IReadOnlyList<TvdbTranslation> OverviewTranslations { get; init => field = value ?? []; } = [];
}

/// <summary>A name or a plot in one language; an alias is a further name in it.</summary>
internal sealed record TvdbTranslation
{
    public string? Language { get; init; }

    public string? Name { get; init; }

    public string? Overview { get; init; }

    public string? Tagline { get; init; }

    [JsonConverter(typeof(TvdbFlag))]
    public bool IsAlias { get; init; }
}
