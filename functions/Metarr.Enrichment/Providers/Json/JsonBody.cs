using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Metarr.Enrichment.Providers.Json;

/// <summary>Reads whole bodies.</summary>
internal static class JsonBody
{
    /// <summary>The body in its shape, or null when it is broken, or none of that shape.</summary>
    /// <remarks>A body that cannot be read is an answer which the caller gives in the provider's name, hence no exception.</remarks>
    /// <param name="body">The JSON.</param>
    /// <param name="shape">The shape, out of a source-generated context.</param>
    public static T? Parse<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, shape);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
