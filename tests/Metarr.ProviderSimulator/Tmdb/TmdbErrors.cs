using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>The error bodies of TMDB, with the codes of its documentation.</summary>
internal static class TmdbErrors
{
    public static IResult InvalidKey =>
        Error(StatusCodes.Status401Unauthorized, 7, "Invalid API key: You must be granted a valid key.");

    public static IResult NotFound =>
        Error(StatusCodes.Status404NotFound, 34, "The resource you requested could not be found.");

    public static IResult InvalidParameters =>
        Error(StatusCodes.Status422UnprocessableEntity, 5, "Invalid parameters: Your request parameters are incorrect.");

    public static IResult TooManyParts =>
        Error(StatusCodes.Status400BadRequest, 27,
            "Too many append to response objects: The maximum number of remote calls is 20.");

    private static IResult Error(int status, int code, string message) =>
        Results.Json(new { success = false, status_code = code, status_message = message }, statusCode: status);
}
