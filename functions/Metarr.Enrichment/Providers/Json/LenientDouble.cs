using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Providers.Json;

/// <summary>Reads a number that may come as a text; what is no finite number is absent.</summary>
internal sealed class LenientDouble : JsonConverter<double?>
{
    public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        NumberAt(ref reader);

    public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options)
    {
        if (value is { } number) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    }

    /// <summary>The number at the reader's place, or null; the value is passed over in any case.</summary>
    public static double? NumberAt(ref Utf8JsonReader reader)
    {
        double? number = null;
        if (reader.TokenType is JsonTokenType.Number && reader.TryGetDouble(out var plain)) number = plain;
        if (reader.TokenType is JsonTokenType.String && double.TryParse(
            LenientText.TextOf(ref reader), NumberStyles.Float, CultureInfo.InvariantCulture, out var quoted)) number = quoted;
        reader.Skip();
        return number is { } found && double.IsFinite(found) ? found : null;
    }
}
