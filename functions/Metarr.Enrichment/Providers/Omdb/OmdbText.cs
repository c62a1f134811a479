using System.Text.Json;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Omdb;

/// <summary>Reads a text of OMDb, in which <c>N/A</c> stands for what is not known, in any field.</summary>
internal sealed class OmdbText : JsonConverter<string?>
{
    private static readonly LenientText Plain = new();

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Plain.Read(ref reader, typeToConvert, options) is { } text && !text.Equals("N/A", StringComparison.OrdinalIgnoreCase)
            ? text
            : null;

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
