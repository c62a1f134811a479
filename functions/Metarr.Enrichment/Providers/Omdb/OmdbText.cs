using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Omdb;

/// <summary>Reads a text of OMDb, in which <c>N/A</c> stands for what is not known, in any field.</summary>
/// <remarks>Some of its texts are written for a page: <c>a B&amp;amp;B</c>, <c>Renée</c> with a numbered character (jellyfin/jellyfin 18076).</remarks>
internal sealed class OmdbText : JsonConverter<string?>
{
    private static readonly LenientText Plain = new();

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        WebUtility.HtmlDecode(Plain.Read(ref reader, typeToConvert, options))?.Trim() is { Length: > 0 } text
        && !text.Equals("N/A", StringComparison.OrdinalIgnoreCase)
            ? text
            : null;

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
