using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Metarr.Functions.Triggers;

/// <summary>Shows art: a movie's candidates with their scores, and the bytes of chosen files.</summary>
public sealed class AssetTriggers(TitleStore titles, AssetRefStore refs, AssetStore assets, TimeProvider time)
{
    /// <summary>Shows a movie's candidates by type, best first, with their scores broken down.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the art and an ETag for edits, or 404.</returns>
    [ApiOperation(
        "Shows a movie's candidates by type, best first, with their scores broken down.",
        Answer = typeof(AssetsResponse),
        Problems = ["movie-not-found"])]
    [Function("GetMovieAssets")]
    public async Task<IResult> GetAssetsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/movies/{id}/assets")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!TitleId.IsValue(id) || await titles.FindSnapshotAsync(TitleId.Movie(id), cancellationToken) is not { } snapshot)
        {
            return ApiResponses.NoSuchMovie(id);
        }

        request.Tell(snapshot.State);
        var types = snapshot.Candidates
            .Select(record => record.Candidate.Type)
            .Distinct()
            .Order()
            .Select(type => AssetTypeResponse.Of(snapshot, type, time.GetUtcNow()))
            .ToList();
        return ApiResponses.Data(new AssetsResponse(id, types));
    }

    /// <summary>Sends the bytes of a chosen file. They never change, so caches may keep them for good.</summary>
    /// <param name="request">The request; ranges and conditions are honoured.</param>
    /// <param name="sha">The SHA-256 of the bytes, 64 hexadecimal digits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 or 206 with the bytes, or without them for HEAD; 304, 400, or 404.</returns>
    [ApiOperation(
        "Sends the bytes of a kept file, which never change.",
        AnswerType = "image/*",
        MoreStatuses = [206],
        Problems = ["invalid-request", "asset-not-found"])]
    [Function("GetAsset")]
    public async Task<IResult> GetAssetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v1/assets/{sha}")] HttpRequest request,
        string sha,
        CancellationToken cancellationToken)
    {
        if (!Sha256Hash.TryParse(sha, out var hash))
        {
            return ApiResponses.Invalid("sha", "An asset is named by the SHA-256 of its bytes: 64 hexadecimal digits.");
        }

        // A use may be of a blob that is not stored yet, or was lost, while the same bytes are there as another type of art.
        foreach (var use in (await refs.FindAsync(hash, cancellationToken)).DistinctBy(use => use.BlobName))
        {
            if (await assets.OpenAsync(use.BlobName, cancellationToken) is not { } content) continue;
            request.HttpContext.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Stream(content, use.MediaType, entityTag: new EntityTagHeaderValue($"\"{hash}\""), enableRangeProcessing: true);
        }

        return ApiResponses.Problem(StatusCodes.Status404NotFound, "asset-not-found", $"No file with the hash '{sha}' is kept.");
    }
}
