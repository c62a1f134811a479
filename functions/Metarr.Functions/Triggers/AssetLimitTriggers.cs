using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>The body that sets a limit.</summary>
/// <param name="Limit">How many of the type are selected, 0 to 10; 0 switches the type off.</param>
internal sealed record SetAssetLimit(int? Limit = null);

/// <summary>Shows and sets how many of each asset type are selected.</summary>
public sealed class AssetLimitTriggers(SettingsStore settings)
{
    private const int MaxLimit = 10;

    /// <summary>Shows the limit of every asset type.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the limits by type.</returns>
    [ApiOperation(
        "Shows how many of each asset type are selected.",
        Answer = typeof(Dictionary<AssetType, int>))]
    [Function("GetAssetLimits")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/settings/asset-limits")] HttpRequest request,
        CancellationToken cancellationToken) =>
        ApiResponses.Data(Limits(await settings.ReadAsync(cancellationToken)));

    /// <summary>Sets the limit of one asset type; the next run of a title chooses by it.</summary>
    /// <param name="request">The request; its body is a <c>SetAssetLimit</c>.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the limits as they are now, 400 or 404.</returns>
    [ApiOperation(
        "Sets how many of an asset type are selected.",
        Body = typeof(SetAssetLimit),
        Answer = typeof(Dictionary<AssetType, int>),
        Problems = ["invalid-request", "asset-type-not-found"])]
    [Function("SetAssetLimit")]
    public async Task<IResult> SetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/settings/asset-limits/{type}")] HttpRequest request,
        string type,
        CancellationToken cancellationToken)
    {
        if (!AssetTypes.TryParse(type, out var assetType)) return ApiResponses.NoSuchType(type);
        var (body, problem) = await RequestBody.ReadAsync<SetAssetLimit>(request, cancellationToken);
        if (problem is not null) return problem;
        if (body!.Limit is not (>= 0 and <= MaxLimit and var limit))
        {
            return ApiResponses.Invalid("limit", $"'limit' must be a whole number from 0 to {MaxLimit}; 0 switches the type off.");
        }

        var changed = await settings.ChangeAsync(
            current => current with { AssetLimits = new Dictionary<AssetType, int>(current.AssetLimits) { [assetType] = limit } },
            cancellationToken);
        return ApiResponses.Data(Limits(changed));
    }

    private static Dictionary<AssetType, int> Limits(EnrichmentSettings settings) =>
        AssetTypes.All.ToDictionary(type => type, settings.Selection().Limit);
}
