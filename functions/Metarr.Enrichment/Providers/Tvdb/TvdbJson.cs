using System.Text.Json.Serialization;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>How to read TheTVDB's bodies: unknown fields are passed over, a field of the wrong type is absent.</summary>
/// <remarks>Generated code sets init-only properties that the body lacks to null; hence the lists that make null empty.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(LenientText), typeof(LenientInt), typeof(LenientDouble)])]
[JsonSerializable(typeof(TvdbKept))]
[JsonSerializable(typeof(TvdbLoginBody))]
[JsonSerializable(typeof(TvdbSearchBody))]
[JsonSerializable(typeof(TvdbCredentials))]
[JsonSerializable(typeof(TvdbRef))]
internal sealed partial class TvdbJson : JsonSerializerContext;

/// <summary>What is posted to <c>/login</c>.</summary>
internal sealed record TvdbCredentials(
    [property: JsonPropertyName("apikey")] string ApiKey,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pin);

/// <summary>The body of <c>/login</c>.</summary>
internal sealed record TvdbLoginBody
{
    [JsonConverter(typeof(LenientObject<TvdbLogin>))]
    public TvdbLogin? Data { get; init; }
}

/// <summary>What stands for the credentials from then on.</summary>
internal sealed record TvdbLogin(string? Token);

/// <summary>The body of <c>/search/remoteid/{id}</c>: rows of any sort, in each the one field that says of which.</summary>
internal sealed record TvdbSearchBody
{
    [JsonConverter(typeof(TvdbData<TvdbSearchRow>))]
    public IReadOnlyList<TvdbSearchRow> Data { get; init => field = value ?? []; } = [];
}

/// <summary>Something that was found; series, people and others are passed over.</summary>
internal sealed record TvdbSearchRow
{
    [JsonConverter(typeof(LenientObject<TvdbRef>))]
    public TvdbRef? Movie { get; init; }
}

/// <summary>Anything of which only the id matters.</summary>
internal sealed record TvdbRef
{
    [JsonConverter(typeof(TvdbId))]
    public int? Id { get; init; }
}

/// <summary>What is kept of a title: the bodies of all calls that it took.</summary>
internal sealed record TvdbKept
{
    [JsonConverter(typeof(LenientObject<TvdbMovieBody>))]
    public TvdbMovieBody? Movie { get; init; }

    /// <summary>The body of <c>/artwork/types</c>; null when it did not answer.</summary>
    [JsonConverter(typeof(LenientObject<TvdbArtworkTypesBody>))]
    public TvdbArtworkTypesBody? ArtworkTypes { get; init; }
}

/// <summary>The body of <c>/artwork/types</c>.</summary>
internal sealed record TvdbArtworkTypesBody
{
    [JsonConverter(typeof(TvdbData<TvdbArtworkType>))]
    public IReadOnlyList<TvdbArtworkType> Data { get; init => field = value ?? []; } = [];
}

/// <summary>A sort of artwork: <c>Poster</c> of a <c>movie</c>.</summary>
internal sealed record TvdbArtworkType
{
    [JsonConverter(typeof(TvdbId))]
    public int? Id { get; init; }

    public string? Name { get; init; }

    public string? RecordType { get; init; }
}

/// <summary>One piece of artwork.</summary>
internal sealed record TvdbArtwork
{
    [JsonConverter(typeof(TvdbId))]
    public int? Id { get; init; }

    [JsonConverter(typeof(TvdbId))]
    public int? Type { get; init; }

    public string? Image { get; init; }

    public string? Thumbnail { get; init; }

    public string? Language { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }
}
