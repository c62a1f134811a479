using System.Text.Json;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Triggers;

/// <summary>How answers look: <c>{"data": …}</c>, or a problem by RFC 9457 with a stable code.</summary>
internal static class ApiResponses
{
    /// <summary>How answers are written.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static IResult Data<T>(T data, int status = StatusCodes.Status200OK) => Results.Json(new Envelope<T>(data), Json, statusCode: status);

    /// <summary>The answer to a request that began or made something, with the address to look at.</summary>
    public static IResult Data<T>(HttpRequest request, T data, int status, string location)
    {
        request.HttpContext.Response.Headers.Location = location;
        return Data(data, status);
    }

    public static IResult Problem(int status, string code, string detail, params (string Name, object? Value)[] more)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        foreach (var (name, value) in more) extensions[name] = value;
        return Results.Problem(detail, statusCode: status, type: $"urn:metarr:problem:{code}", extensions: extensions);
    }

    public static IResult Invalid(string field, string detail) =>
        Problem(StatusCodes.Status400BadRequest, "invalid-request", detail, ("field", field));

    public static IResult NoSuchMovie(string id) =>
        Problem(StatusCodes.Status404NotFound, "movie-not-found", $"There is no movie '{id}' in the library; register it with POST v1/movies.");

    public static IResult NoSuchType(string type) => Problem(
        StatusCodes.Status404NotFound,
        "asset-type-not-found",
        $"There is no asset type '{type}'; known are {string.Join(", ", AssetTypes.All.Select(known => known.Name()))}.");

    private sealed record Envelope<T>(T Data);
}
