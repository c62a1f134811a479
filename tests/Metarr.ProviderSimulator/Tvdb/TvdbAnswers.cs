using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>TheTVDB's answers: the data in an envelope, or the failure in its words.</summary>
internal static class TvdbAnswers
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Unauthorized => Failure(StatusCodes.Status401Unauthorized, "Unauthorized");

    public static IResult InvalidKey => Failure(StatusCodes.Status401Unauthorized, "InvalidAPIKey: apikey invalid");

    public static IResult PinRequired => Failure(StatusCodes.Status400BadRequest, "InvalidValueType: pin required");

    public static IResult InvalidPath => Failure(StatusCodes.Status400BadRequest, "InvalidValueType: cannot make item path");

    public static IResult NotFound => Failure(StatusCodes.Status404NotFound, "Not Found");

    /// <summary>A 200 with <paramref name="data"/>, image addresses on the simulator.</summary>
    public static IResult Success(JsonNode? data, HttpRequest request)
    {
        var body = new JsonObject { ["status"] = "success", ["data"] = data }.ToJsonString(Json);
        return Results.Text(TvdbWords.Images.MoveHere(body, request), "application/json");
    }

    private static IResult Failure(int status, string message) => Results.Text(
        new JsonObject { ["status"] = "failure", ["message"] = message, ["data"] = null }.ToJsonString(Json),
        "application/json", statusCode: status);
}
