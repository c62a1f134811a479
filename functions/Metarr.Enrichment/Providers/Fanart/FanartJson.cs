using System.Text.Json;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Fanart;

/// <summary>How to read Fanart.tv's bodies, in which all numbers are texts.</summary>
/// <remarks>
/// A body is an object with a list of images for each kind that has any, beside scalars (<c>name</c>, ids, <c>image_count</c>,
/// <c>{kind}_count</c>); kinds come and go, so it is read as it is and looked through by <see cref="FanartKinds"/>.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(LenientText), typeof(LenientInt), typeof(LenientDouble)])]
[JsonSerializable(typeof(Dictionary<string, JsonElement>), TypeInfoPropertyName = "Body")]
[JsonSerializable(typeof(FanartIds))]
[JsonSerializable(typeof(FanartImage))]
internal sealed partial class FanartJson : JsonSerializerContext;

/// <summary>What a body says of the title, or instead of it.</summary>
internal sealed record FanartIds(
    int? TmdbId,
    string? ImdbId,
    [property: JsonPropertyName("thetvdb_id")] int? TvdbId,
    [property: JsonPropertyName("error message")] string? ErrorMessage);

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
