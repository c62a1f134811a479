using Azure;
using Azure.Identity;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Triggers;

/// <summary>Answers while the storage cannot be used.</summary>
internal static class StorageProblem
{
    /// <summary>Whether a failure is the storage's, and not a bug.</summary>
    /// <remarks>A client gathers the failures of its own repetitions; without a token it does not even ask.</remarks>
    /// <param name="failure">What a client has thrown.</param>
    public static bool IsOne(Exception failure) => failure is RequestFailedException or AggregateException or AuthenticationFailedException;

    /// <summary>Tells that the storage does not answer, and why in two or three words.</summary>
    /// <param name="failure">What a client has thrown.</param>
    /// <returns>503.</returns>
    public static IResult Of(Exception failure)
    {
        var reason = failure switch
        {
            RequestFailedException { ErrorCode: { } code } => code,
            AuthenticationFailedException => "no sign-in",
            _ => "no connection",
        };
        return ApiResponses.Problem(StatusCodes.Status503ServiceUnavailable, "storage-unavailable", $"The storage does not answer ({reason}).");
    }
}
