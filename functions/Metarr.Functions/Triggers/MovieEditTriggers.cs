using System.Text.Json;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Recording;
using Metarr.Functions.Choosing;
using Metarr.Functions.Publishing;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Edits, locks and removes movies.</summary>
public sealed class MovieEditTriggers(TitleEdits edits, TitleRemoval removal, Publisher publisher)
{
    private const string MonitoredName = "monitored";

    /// <summary>Edits fields of a movie; every edited field is locked from then on.</summary>
    /// <param name="request">
    /// The request; its body names fields with their new values, null clears one. <c>monitored</c> is true or false. With
    /// <c>If-Match</c> the edit is made only while the movie is still what the caller read.
    /// </param>
    /// <param name="id">The movie's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the movie; 400 with the field that is wrong, and nothing changed; 404; 412.</returns>
    [ApiOperation(
        "Edits fields of a movie, which locks them.",
        Body = typeof(Dictionary<string, JsonElement>),
        Answer = typeof(MovieResponse),
        Conditional = true,
        Problems = ["invalid-request", "movie-not-found", "changed-meanwhile"])]
    [Function("EditMovie")]
    public async Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "v1/movies/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Dictionary<string, JsonElement>>(request, cancellationToken);
        if ((problem ?? Objection(body!)) is { } wrong) return wrong;
        if (!TitleId.IsValue(id)) return ApiResponses.NoSuchMovie(id);
        var condition = EditCondition.Of(request);
        var refused = false;
        var row = await edits.ApplyAsync(TitleId.Movie(id), Edit, cancellationToken);
        if (refused) return ApiResponses.ChangedMeanwhile();
        if (row is not null) TitleVersion.Of(row.Title).WriteTo(request.HttpContext.Response);
        return Shown(id, row);

        Title Edit(Title title)
        {
            refused = !condition.Allows(title);
            return refused ? title : Edited(title, body!);
        }
    }

    /// <summary>Locks a field or an asset type: automation, forced or not, leaves it alone.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="name">The field (<c>plot</c>) or asset type (<c>poster</c>).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the movie, or 404.</returns>
    [ApiOperation(
        "Locks a field or an asset type of a movie.",
        Answer = typeof(MovieResponse),
        Problems = ["movie-not-found", "lock-not-found"])]
    [Function("LockMovie")]
    public Task<IResult> LockAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/movies/{id}/locks/{name}")] HttpRequest request,
        string id,
        string name,
        CancellationToken cancellationToken) => LockAsync(id, name, locked: true, cancellationToken);

    /// <summary>Gives a field or an asset type back to automation.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="name">The field or asset type.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the movie, or 404.</returns>
    [ApiOperation(
        "Gives a field or an asset type back to automation.",
        Answer = typeof(MovieResponse),
        Problems = ["movie-not-found", "lock-not-found"])]
    [Function("UnlockMovie")]
    public Task<IResult> UnlockAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/movies/{id}/locks/{name}")] HttpRequest request,
        string id,
        string name,
        CancellationToken cancellationToken) => LockAsync(id, name, locked: false, cancellationToken);

    /// <summary>Removes a movie and the files that no other title uses.</summary>
    /// <param name="request">
    /// The request. What was published to media folders stays there, unless <c>?deletePublished=true</c> asks to take it back; files that
    /// somebody changed since stay even then.
    /// </param>
    /// <param name="id">The movie's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>204; 400, 404; 422 when a folder that it was published to is not there, and nothing is removed then.</returns>
    [ApiOperation(
        "Removes a movie and the files that no other title uses.",
        Status = 204,
        Problems = ["invalid-request", "movie-not-found", "publish-target-unavailable"])]
    [ApiQuery("deletePublished", typeof(bool), "Whether the files that were published are removed too; those changed since stay.")]
    [Function("RemoveMovie")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/movies/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!TitleId.IsValue(id)) return ApiResponses.NoSuchMovie(id);
        if (await WithdrawAsync(request, TitleId.Movie(id), cancellationToken) is { } problem) return problem;
        return await removal.RemoveAsync(TitleId.Movie(id), cancellationToken) ? Results.NoContent() : ApiResponses.NoSuchMovie(id);
    }

    /// <summary>Takes back what was published, when that is asked for.</summary>
    /// <returns>Why it cannot be done, or null.</returns>
    private async Task<IResult?> WithdrawAsync(HttpRequest request, TitleId id, CancellationToken cancellationToken)
    {
        const string Name = "deletePublished";
        if (!request.Query.TryGetValue(Name, out var wish)) return null;
        if (!bool.TryParse(wish, out var isWanted)) return ApiResponses.Invalid(Name, $"'{Name}' must be true or false.");
        if (!isWanted) return null;
        if (publisher.Objection() is { } objection) return ApiResponses.Unprocessable("publish-target-unavailable", objection);
        await publisher.WithdrawAsync(id, cancellationToken);
        return null;
    }

    private static IResult? Objection(Dictionary<string, JsonElement> body)
    {
        foreach (var (name, value) in body)
        {
            if (name == MonitoredName)
            {
                if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) continue;
                return ApiResponses.Invalid(name, "The field 'monitored' must be true or false.");
            }

            if (FieldEdit.Find(name) is not { } field)
            {
                var known = string.Join(", ", TitleField.All.Select(candidate => candidate.Name).Prepend(MonitoredName));
                return ApiResponses.Invalid(name, $"There is no field '{name}'; known are {known}.");
            }

            FieldEdit.Apply(TitleMetadata.Empty, field, value, out var objection);
            if (objection is not null) return ApiResponses.Invalid(name, objection);
        }

        return null;
    }

    private static Title Edited(Title title, Dictionary<string, JsonElement> body)
    {
        var metadata = title.Metadata;
        var fields = new List<TitleField>();
        foreach (var (name, value) in body)
        {
            if (FieldEdit.Find(name) is not { } field) continue;
            metadata = FieldEdit.Apply(metadata, field, value, out _);
            fields.Add(field);
        }

        var edited = MetadataMerge.Edit(title, metadata, fields);
        return body.TryGetValue(MonitoredName, out var monitored) ? edited with { Monitored = monitored.GetBoolean() } : edited;
    }

    private static IResult Shown(string id, TitleRow? row) =>
        row is null ? ApiResponses.NoSuchMovie(id) : ApiResponses.Data(MovieResponse.Of(row));

    private async Task<IResult> LockAsync(string id, string name, bool locked, CancellationToken cancellationToken)
    {
        if (!TitleId.IsValue(id)) return ApiResponses.NoSuchMovie(id);
        if (AssetTypes.TryParse(name, out var type)) return Shown(id, await edits.LockAsync(TitleId.Movie(id), type, locked, cancellationToken));
        var field = name == CastMerge.LockName ? name : FieldEdit.Find(name)?.Name;
        if (field is not null) return Shown(id, await edits.LockAsync(TitleId.Movie(id), field, locked, cancellationToken));
        var known = TitleField.All.Select(candidate => candidate.Name).Append(CastMerge.LockName).Concat(AssetTypes.All.Select(candidate => candidate.Name()));
        return ApiResponses.Problem(
            StatusCodes.Status404NotFound, "lock-not-found", $"There is no field or asset type '{name}'; known are {string.Join(", ", known)}.");
    }
}
