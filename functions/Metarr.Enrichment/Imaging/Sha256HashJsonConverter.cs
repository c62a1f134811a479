using System.Text.Json;
using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Imaging;

/// <summary>Writes a <see cref="Sha256Hash"/> as a string of hexadecimal digits, also as the name of a property.</summary>
internal sealed class Sha256HashJsonConverter : JsonConverter<Sha256Hash>
{
    public override Sha256Hash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Sha256Hash.TryParse(reader.GetString(), out var hash)
            ? hash
            : throw new JsonException("A SHA-256 hash is written as 64 hexadecimal digits.");

    public override void Write(Utf8JsonWriter writer, Sha256Hash value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    public override Sha256Hash ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, Sha256Hash value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
