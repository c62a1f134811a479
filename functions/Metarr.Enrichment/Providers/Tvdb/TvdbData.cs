using System.Text.Json;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>Reads the <c>data</c> of a body, which can be an object, a list or null, as a list of what is there.</summary>
/// <typeparam name="T">The items' shape, known to the same source-generated context.</typeparam>
internal sealed class TvdbData<T> : JsonConverter<IReadOnlyList<T>>
    where T : class
{
    private static readonly LenientList<T> List = new();

    public override bool HandleNull => true;

    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is not JsonTokenType.StartObject ? List.Read(ref reader, typeToConvert, options)
        : LenientObject<T>.ObjectAt(ref reader, options) is { } single ? [single]
        : [];

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) =>
        List.Write(writer, value, options);
}
