using System.Text.Json;
using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>Reads yes or no, which TheTVDB writes as <c>true</c> or <c>1</c>; anything else is no.</summary>
internal sealed class TvdbFlag : JsonConverter<bool>
{
    public override bool HandleNull => true;

    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var isSet = reader.TokenType is JsonTokenType.True ||
            (reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var number) && number == 1);
        reader.Skip();
        return isSet;
    }

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}
