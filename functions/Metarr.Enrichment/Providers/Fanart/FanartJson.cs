using System.Text.Json;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Fanart;

/// <summary>How to read Fanart.tv's bodies, in which all numbers are texts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(LenientText), typeof(LenientInt), typeof(LenientDouble)])]
[JsonSerializable(typeof(FanartTitle))]
[JsonSerializable(typeof(FanartImage))]
internal sealed partial class FanartJson : JsonSerializerContext;

/// <summary>The body of <c>/movies/{id}</c> and <c>/tv/{id}</c>.</summary>
internal sealed record FanartTitle
{
    public int? TmdbId { get; init; }

    public string? ImdbId { get; init; }

    [JsonPropertyName("thetvdb_id")]
    public int? TvdbId { get; init; }

    /// <summary>What went wrong, when this is no title.</summary>
    [JsonPropertyName("error message")]
    public string? ErrorMessage { get; init; }

    /// <summary>
    /// A list of images for each kind that has any, beside scalars such as <c>image_count</c>. Kinds come and go, so they are kept
    /// as they are and looked through by <see cref="FanartKinds"/>.
    /// </summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Kinds { get; set; }
}

/// <summary>One piece of art. Sizes are stated since v3.2; season on TV art, disc type on discs.</summary>
internal sealed record FanartImage(
    string? Id,
    string? Url,
    [property: JsonPropertyName("lang")] string? Language,
    int? Likes,
    string? Season,
    string? DiscType,
    int? Width,
    int? Height);
