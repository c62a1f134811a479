using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Metarr.Enrichment.Library;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Metarr.Functions.Triggers;

/// <summary>How answers look: <c>{"data": …}</c>, or a problem by RFC 9457 with a stable code.</summary>
internal static class ApiResponses
{
    /// <summary>How answers are written.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // Filled in by the first answer that is written; the API's description may be asked for before that.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),

        // Titles in their own letters; what HTML reads as markup is still escaped.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
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
        return new TracedProblem(new ProblemDetails
        {
            Status = status, Title = ReasonPhrases.GetReasonPhrase(status), Detail = detail, Type = $"urn:metarr:problem:{code}", Extensions = extensions,
        });
    }

    public static IResult Invalid(string field, string detail) =>
        Problem(StatusCodes.Status400BadRequest, "invalid-request", detail, ("field", field));

    public static IResult Unprocessable(string code, string detail) =>
        Problem(StatusCodes.Status422UnprocessableEntity, code, detail);

    public static IResult NoSuchMovie(string id) =>
        Problem(StatusCodes.Status404NotFound, "movie-not-found", $"There is no movie '{id}' in the library; register it with POST v1/movies.");

    public static IResult NotInCast(string id, string personId) => Problem(
        StatusCodes.Status404NotFound,
        "cast-member-not-found",
        $"The cast of the movie '{id}' has nobody with the number '{personId}'; GET v1/movies/{id}/cast shows who is in it.");

    public static IResult NoSuchType(string type) => Problem(
        StatusCodes.Status404NotFound,
        "asset-type-not-found",
        $"There is no asset type '{type}'; known are {string.Join(", ", AssetTypes.All.Select(known => known.Name()))}.");

    public static IResult EnrichmentRunning(string jobId) => Problem(
        StatusCodes.Status409Conflict,
        "enrichment-running",
        $"Job '{jobId}' is enriching this movie already; wait for it to end.",
        ("jobId", jobId));

    /// <summary>The answer to an edit of something that is no longer what the caller saw.</summary>
    public static IResult ChangedMeanwhile() => Problem(
        StatusCodes.Status412PreconditionFailed,
        "changed-meanwhile",
        "The movie has changed since you read it; read it again, and send the edit with its new ETag in If-Match.");

    private sealed record Envelope<T>(T Data);
}
