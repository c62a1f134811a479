using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>Reads an id or a type, which TheTVDB writes as <c>14</c>, <c>"14"</c>, <c>"series-14"</c> or <c>{"id": 14}</c>.</summary>
internal sealed class TvdbId : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.StartObject) return LenientObject<TvdbRef>.ObjectAt(ref reader, options)?.Id;
        var text = Plain.Read(ref reader, typeof(string), options);
        return int.TryParse(text.AsSpan(text?.LastIndexOf('-') + 1 ?? 0), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;
    }

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } number) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    }

    private static LenientText Plain { get; } = new();
}

