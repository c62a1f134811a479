using System.Text.Json;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Metarr.Functions.Triggers;

/// <summary>A request's JSON body, or the answer that says what is wrong with it.</summary>
/// <typeparam name="T">What the body is read into.</typeparam>
/// <param name="Value">The body, when it could be read.</param>
/// <param name="Problem">The answer to give otherwise.</param>
internal readonly record struct RequestBody<T>(T? Value, IResult? Problem)
    where T : class;

/// <summary>Reads request bodies strictly: what is not understood is refused, with the field named.</summary>
internal static class RequestBody
{
    private static readonly string Known = string.Join(", ", AssetTypes.All.Select(type => type.Name()));

    /// <summary>The largest JSON, bytes: an import of 500 movies with paths of the longest sort.</summary>
    private const int LargestJson = 8 * 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads a body; one that is empty counts as <c>{}</c>.</summary>
    public static async Task<RequestBody<T>> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        using var buffer = new MemoryStream();
        if (!await TryReadAsync(request, buffer, LargestJson, cancellationToken))
        {
            return new RequestBody<T>(null, ApiResponses.Problem(
                StatusCodes.Status413PayloadTooLarge, "body-too-large", $"The body is larger than {LargestJson} bytes; send less at once."));
        }

        var json = buffer.Length == 0 ? "{}"u8 : buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        try
        {
            if (JsonSerializer.Deserialize<T>(json, Strict) is not { } value)
            {
                return new RequestBody<T>(null, ApiResponses.Invalid("$", "The body is null; send a JSON object."));
            }

            return FieldOfBrokenText(json) is { } field
                ? new RequestBody<T>(null, ApiResponses.Invalid(field, $"The field '{field}' holds half of a surrogate pair; send whole characters."))
                : new RequestBody<T>(value, null);
        }
        catch (JsonException exception)
        {
            return new RequestBody<T>(null, Explain<T>(exception));
        }
    }

    /// <summary>Reads a file that is the whole body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">The most bytes it may have.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<(ReadOnlyMemory<byte> Content, IResult? Problem)> ReadFileAsync(
        HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        // curl calls whatever it sends 'application/x-www-form-urlencoded' unless told otherwise; the bytes say what they are.
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var sent) && sent.Type.Equals("multipart", StringComparison.OrdinalIgnoreCase))
        {
            return (default, ApiResponses.Problem(
                StatusCodes.Status415UnsupportedMediaType,
                "form-not-supported",
                "Send the file's bytes as the body, not as a form: curl does so with --data-binary @FILE."));
        }

        using var buffer = new MemoryStream();
        if (!await TryReadAsync(request, buffer, limit, cancellationToken))
        {
            return (default, ApiResponses.Problem(
                StatusCodes.Status413PayloadTooLarge, "file-too-large", $"The file is larger than {limit} bytes; send a smaller one."));
        }

        return (buffer.GetBuffer().AsMemory(0, (int)buffer.Length), null);
    }

    /// <summary>Reads the body, and stops as soon as it is larger than the limit.</summary>
    private static async Task<bool> TryReadAsync(HttpRequest request, MemoryStream buffer, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit) return false;
        var chunk = new byte[81920];
        for (int read; (read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > limit) return false;
            buffer.Write(chunk, 0, read);
        }

        return true;
    }

    /// <summary>The field with a text that JSON can write and no encoding can: half of a surrogate pair.</summary>
    /// <remarks>Typed fields are refused as they are read; those that are kept as JSON would fail when they are written, as an error of the app's own.</remarks>
    private static string? FieldOfBrokenText(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) < 0) return null;
        var reader = new Utf8JsonReader(json);
        var field = "$";
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String)) continue;
            try
            {
                var text = reader.GetString();
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 }) field = text!;
            }
            catch (InvalidOperationException)
            {
                // The reader has no other way to say so.
                return field;
            }
        }

        return null;
    }

    private static IResult Explain<T>(JsonException exception)
    {
        var field = exception.Path is { } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "$";
        if (field == "$") return ApiResponses.Invalid(field, "The body is no JSON object; send one with the content type application/json.");

        var type = typeof(T);
        foreach (var part in field.Split('.'))
        {
            // A dictionary's keys are no properties; whatever is wrong with one of its values is the dictionary's fault.
            var fields = FieldsOf(type);
            if (fields.Count == 0) break;
            var name = part.Split('[')[0];
            if (!fields.TryGetValue(name, out var found))
            {
                return ApiResponses.Invalid(field, $"There is no field '{field}'; known are {string.Join(", ", fields.Keys)}.");
            }

            type = part.Contains('[', StringComparison.Ordinal) && found.IsGenericType ? found.GetGenericArguments()[0] : found;
        }

        return ApiResponses.Invalid(field, $"The field '{field}' must be {Describe(type)}.");
    }

    /// <summary>The fields of one of this app's own records, by the names of JSON; none of any other type.</summary>
    private static Dictionary<string, Type> FieldsOf(Type type) => type.Assembly != typeof(RequestBody).Assembly
        ? []
        : type.GetProperties().ToDictionary(
            property => JsonNamingPolicy.CamelCase.ConvertName(property.Name), property => property.PropertyType);

    private static string Describe(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int)) return "a whole number";
        if (type.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}";
        if (type == typeof(EquatableList<string>)) return "a list of texts";
        if (type == typeof(EquatableList<AssetType>)) return $"a list of asset types: {Known}";
        if (type == typeof(Dictionary<AssetType, EquatableList<string>>)) return $"an object of lists of languages by asset type: {Known}";
        if (type == typeof(Dictionary<AssetType, PixelSize?>)) return $"an object of sizes ('width' and 'height', or null) by asset type: {Known}";
        if (type == typeof(ScoreWeights)) return "an object of numbers: 'resolution', 'aspect', 'language', 'votes', 'provider'";
        return type == typeof(string) ? "a text" : "of the type that this route documents";
    }
}
