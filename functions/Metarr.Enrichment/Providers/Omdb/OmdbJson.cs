using System.Text.Json.Serialization;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Omdb;

/// <summary>How to read OMDb's bodies, in which everything is a text for people; <see cref="OmdbMapper"/> reads the figures.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(OmdbText)])]
[JsonSerializable(typeof(OmdbTitle))]
internal sealed partial class OmdbJson : JsonSerializerContext;

/// <summary>A title of any sort, or, when <see cref="Response"/> is <c>False</c>, the reason why there is none.</summary>
internal sealed record OmdbTitle
{
    public string? Response { get; init; }

    public string? Error { get; init; }

    public string? Title { get; init; }

    public string? Rated { get; init; }

    public string? Released { get; init; }

    public string? Runtime { get; init; }

    public string? Genre { get; init; }

    public string? Director { get; init; }

    public string? Writer { get; init; }

    public string? Plot { get; init; }

    public string? Country { get; init; }

    public string? Production { get; init; }

    public string? Metascore { get; init; }

    [JsonConverter(typeof(LenientList<OmdbRating>))]
    public IReadOnlyList<OmdbRating> Ratings { get; init => field = value ?? []; } = [];

    [JsonPropertyName("imdbRating")]
    public string? ImdbRating { get; init; }

    [JsonPropertyName("imdbVotes")]
    public string? ImdbVotes { get; init; }

    [JsonPropertyName("imdbID")]
    public string? ImdbId { get; init; }

    /// <summary>Rotten Tomatoes' percentage, in bodies older than <see cref="Ratings"/>.</summary>
    [JsonPropertyName("tomatoMeter")]
    public string? TomatoMeter { get; init; }
}

/// <summary>What someone thinks of it: <c>8.8/10</c>, <c>87%</c>, <c>74/100</c>.</summary>
internal sealed record OmdbRating(string? Source, string? Value);
