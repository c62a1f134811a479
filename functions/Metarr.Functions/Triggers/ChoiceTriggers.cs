using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Choosing;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>The body that selects art.</summary>
/// <param name="Keys">The candidates, first to last; empty to select nothing.</param>
internal sealed record SelectArt(EquatableList<string>? Keys = null);

/// <summary>Takes what people want of a movie's art.</summary>
public sealed class ChoiceTriggers(PersonalChoices choices, ScannedFiles scanned, TimeProvider time)
{
    /// <summary>Selects art of one type, in the order given, and locks the type.</summary>
    /// <param name="request">The request; its body is a <c>SelectArt</c>.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the art of the type; 400 or 404 when something is not known; 422 when a file cannot be used.</returns>
    [ApiOperation(
        "Selects art of one type, in the order given, and locks the type.",
        Body = typeof(SelectArt),
        Answer = typeof(AssetTypeResponse),
        Conditional = true,
        Problems = ["invalid-request", "movie-not-found", "asset-type-not-found", "unusable-image", "type-switched-off", "changed-meanwhile"])]
    [Function("SelectMovieArt")]
    public async Task<IResult> SelectAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/movies/{id}/assets/{type}/selection")] HttpRequest request,
        string id,
        string type,
        CancellationToken cancellationToken)
    {
        if (!AssetTypes.TryParse(type, out var assetType)) return ApiResponses.NoSuchType(type);
        var (body, problem) = await RequestBody.ReadAsync<SelectArt>(request, cancellationToken);
        if (problem is not null) return problem;
        if (body!.Keys is not { } keys) return ApiResponses.Invalid("keys", "'keys' must be a list of candidates' keys; an empty one selects nothing.");
        if (keys.Any(key => key is null)) return ApiResponses.Invalid("keys", "'keys' must hold texts only.");
        if (keys.Distinct().Count() < keys.Count) return ApiResponses.Invalid("keys", "'keys' must name each candidate once.");
        if (!TitleId.IsValue(id)) return ApiResponses.NoSuchMovie(id);
        return Answer(request, id, assetType, await choices.SelectAsync(TitleId.Movie(id), request.Condition(), assetType, keys, cancellationToken));
    }

    /// <summary>Takes a person's own art, selects it before all other of the type, and locks the type.</summary>
    /// <param name="request">The request; its body is the file, at most 50 MB.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>201 with the art of the type; 404; 413 when it is too large; 415 for a form; 422 when it is no usable image.</returns>
    [ApiOperation(
        "Takes a person's own art, selects it before all other of the type, and locks the type.",
        BodyType = "application/octet-stream",
        Answer = typeof(AssetTypeResponse),
        Status = 201,
        Conditional = true,
        Problems =
        [
            "invalid-request", "movie-not-found", "asset-type-not-found", "file-too-large", "form-not-supported", "unusable-image",
            "type-switched-off", "changed-meanwhile",
        ])]
    [Function("UploadMovieArt")]
    public async Task<IResult> UploadAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/movies/{id}/assets/{type}")] HttpRequest request,
        string id,
        string type,
        CancellationToken cancellationToken)
    {
        if (!AssetTypes.TryParse(type, out var assetType)) return ApiResponses.NoSuchType(type);
        var (content, problem) = await RequestBody.ReadFileAsync(request, ImageLimits.Default.MaxBytes, cancellationToken);
        if (problem is not null) return problem;
        if (!TitleId.IsValue(id)) return ApiResponses.NoSuchMovie(id);
        var outcome = await choices.UploadAsync(TitleId.Movie(id), request.Condition(), assetType, content, cancellationToken);
        return Answer(request, id, assetType, outcome, StatusCodes.Status201Created);
    }

    /// <summary>Takes back the last change of a type's selection within 30 days, and locks the type.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the art of the type; 404; 409 when there is nothing to restore; 422 when a file cannot be had, or the type is switched off.</returns>
    [ApiOperation(
        "Takes back the last change of a type's selection, and locks the type.",
        Answer = typeof(AssetTypeResponse),
        Conditional = true,
        Problems =
        [
            "movie-not-found", "asset-type-not-found", "nothing-to-restore", "unusable-image", "type-switched-off", "changed-meanwhile",
        ])]
    [Function("RestoreMovieArt")]
    public async Task<IResult> RestoreAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/movies/{id}/assets/{type}/restore")] HttpRequest request,
        string id,
        string type,
        CancellationToken cancellationToken)
    {
        if (!AssetTypes.TryParse(type, out var assetType)) return ApiResponses.NoSuchType(type);
        if (!TitleId.IsValue(id)) return ApiResponses.NoSuchMovie(id);
        return Answer(request, id, assetType, await choices.RestoreAsync(TitleId.Movie(id), request.Condition(), assetType, cancellationToken));
    }

    /// <summary>Registers a file that a scan found beside the movie; it is tracked for replacement and never competes.</summary>
    /// <param name="request">The request; its body is the file, <c>?type=</c> its asset type.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>201 with the file and the candidate it is a copy of; 400, 404, 413, 415; 422 when it is no usable image.</returns>
    [ApiOperation(
        "Registers a file that a scan found beside the movie.",
        BodyType = "application/octet-stream",
        Answer = typeof(ScannedAssetResponse),
        Status = 201,
        Problems = ["invalid-request", "movie-not-found", "file-too-large", "form-not-supported", "unusable-image"])]
    [ApiQuery("type", typeof(AssetType), "The file's asset type.")]
    [Function("RegisterScannedAsset")]
    public async Task<IResult> RegisterScannedAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/movies/{id}/scanned-assets")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!AssetTypes.TryParse(request.Query["type"], out var type))
        {
            var known = string.Join(", ", AssetTypes.All.Select(candidate => candidate.Name()));
            return ApiResponses.Invalid("type", $"'type' must be one of {known}.");
        }

        var (content, problem) = await RequestBody.ReadFileAsync(request, ImageLimits.Default.MaxBytes, cancellationToken);
        if (problem is not null) return problem;
        if (!TitleId.IsValue(id)) return ApiResponses.NoSuchMovie(id);
        return await scanned.RegisterAsync(TitleId.Movie(id), type, content, cancellationToken) switch
        {
            ScanOutcome.Kept kept => ApiResponses.Data(
                new ScannedAssetResponse(
                    kept.File.Type, kept.File.Analysis, kept.File.Origin, kept.File.CandidateKey, kept.SameBytes, kept.File.StoredAt),
                StatusCodes.Status201Created),
            ScanOutcome.Unusable unusable => Unusable(unusable.Reason),
            _ => ApiResponses.NoSuchMovie(id),
        };
    }

    private static IResult Unusable(string reason) =>
        ApiResponses.Problem(StatusCodes.Status422UnprocessableEntity, "unusable-image", reason);

    private IResult Answer(
        HttpRequest request, string id, AssetType type, ChoiceOutcome outcome, int status = StatusCodes.Status200OK)
    {
        if (outcome is not ChoiceOutcome.Done done) return Refusal(id, type, outcome);
        request.Tell(done.Title.State);
        return ApiResponses.Data(AssetTypeResponse.Of(done.Title, type, time.GetUtcNow()), status);
    }

    private static IResult Refusal(string id, AssetType type, ChoiceOutcome outcome) => outcome switch
    {
        ChoiceOutcome.ChangedMeanwhile => ApiResponses.ChangedMeanwhile(),
        ChoiceOutcome.UnknownKey unknown => ApiResponses.Invalid("keys", $"The movie has no {type.Name()} candidate '{unknown.Key}'."),
        ChoiceOutcome.TooMany { Limit: 0 } => ApiResponses.Problem(
            StatusCodes.Status422UnprocessableEntity,
            "type-switched-off",
            $"The limit of {type.Name()} is 0; raise it with PUT v1/settings/asset-limits/{type.Name()}."),
        ChoiceOutcome.TooMany many => ApiResponses.Invalid("keys", $"At most {many.Limit} of {type.Name()} can be selected."),
        ChoiceOutcome.Unusable { Key: { } key } unusable => ApiResponses.Problem(
            StatusCodes.Status422UnprocessableEntity, "unusable-image", $"'{key}' cannot be used: {unusable.Reason}", ("key", key)),
        ChoiceOutcome.Unusable unusable => Unusable(unusable.Reason),
        ChoiceOutcome.NothingToRestore => ApiResponses.Problem(
            StatusCodes.Status409Conflict, "nothing-to-restore", $"No selection of {type.Name()} was replaced within the last 30 days."),
        _ => ApiResponses.NoSuchMovie(id),
    };
}
