using System.Text.Json;
using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Imaging;

/// <summary>Writes a <see cref="PerceptualHash"/> as a string of 16 hexadecimal digits.</summary>
internal sealed class PerceptualHashJsonConverter : JsonConverter<PerceptualHash>
{
    public override PerceptualHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PerceptualHash.TryParse(reader.GetString(), out var hash)
            ? hash
            : throw new JsonException("A perceptual hash is written as 16 hexadecimal digits.");

    public override void Write(Utf8JsonWriter writer, PerceptualHash value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
