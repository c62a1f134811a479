using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Providers.Json;

/// <summary>Reads a text as providers send it: blank means absent, a number is taken as written, all else is absent.</summary>
internal sealed class LenientText : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return NullWhenBlank(TextOf(ref reader));
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    /// <summary>The text at the reader's place, or null when it is none that can be read.</summary>
    public static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair or broken UTF-8: one unreadable text is worth less than the body around it.
            return null;
        }
    }

    private static string? NullWhenBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
