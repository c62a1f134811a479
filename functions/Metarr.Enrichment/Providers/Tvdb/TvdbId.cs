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
        if (reader.TokenType is JsonTokenType.Number) return Number.Read(ref reader, typeof(int?), options) is >= 0 and var number ? number : null;
        var text = Plain.Read(ref reader, typeof(string), options);
        var digits = text?.LastIndexOf('-') is > 0 and var dash ? text.AsSpan(dash + 1) : text;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } number) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    }

    private static LenientInt Number { get; } = new();

    private static LenientText Plain { get; } = new();
}

