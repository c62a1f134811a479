using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

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
        await request.Body.CopyToAsync(buffer, cancellationToken);
        var json = buffer.Length == 0 ? "{}"u8 : buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        try
        {
            return JsonSerializer.Deserialize<T>(json, Strict) is { } value
                ? new RequestBody<T>(value, null)
                : new RequestBody<T>(null, ApiResponses.Invalid("$", "The body is null; send a JSON object."));
        }
        catch (JsonException exception)
        {
            return new RequestBody<T>(null, Explain<T>(exception));
        }
    }

    private static IResult Explain<T>(JsonException exception)
    {
        var field = exception.Path is { } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "$";
        if (field == "$") return ApiResponses.Invalid(field, "The body is no JSON object; send one with the content type application/json.");

        var fields = typeof(T).GetProperties().ToDictionary(
            property => JsonNamingPolicy.CamelCase.ConvertName(property.Name), property => property.PropertyType);
        return fields.TryGetValue(field.Split('.', '[')[0], out var type)
            ? ApiResponses.Invalid(field, $"The field '{field}' must be {Describe(type)}.")
            : ApiResponses.Invalid(field, $"There is no field '{field}'; known are {string.Join(", ", fields.Keys)}.");
    }

    private static string Describe(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int)) return "a whole number";
        if (type.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}";
        return type == typeof(string) ? "a text" : "of the type that this route documents";
    }
}
