using System.Text.Json;
using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Providers.Json;

/// <summary>Reads a whole number that may come as a text or with a fraction of zero; anything else is absent.</summary>
internal sealed class LenientInt : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LenientDouble.NumberAt(ref reader) is >= int.MinValue and <= int.MaxValue and var number && double.IsInteger(number)
            ? (int)number
            : null;

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } number) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    }
}
