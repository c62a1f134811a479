using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Whether the app can work.</summary>
internal sealed record HealthResponse(string Status);

/// <summary>Tells whether the app can work.</summary>
public sealed class HealthTriggers(SettingsStore settings)
{
    /// <summary>Tells whether the storage answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 when it does, 503 when it does not.</returns>
    [ApiOperation("Tells whether the storage answers.", Answer = typeof(HealthResponse), Problems = ["storage-unavailable"])]
    [Function("Health")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        try
        {
            await settings.ReadAsync(cancellationToken);
            return ApiResponses.Data(new HealthResponse("ok"));
        }
        catch (Exception failure) when (StorageProblem.IsOne(failure))
        {
            return StorageProblem.Of(failure);
        }
    }
}
