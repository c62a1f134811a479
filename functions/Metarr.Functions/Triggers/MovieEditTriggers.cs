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
public sealed class MovieEditTriggers(TitleEdits edits, TitleRemoval removal, PublishedRemoval published)
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
        return Shown(request, id, await edits.ApplyAsync(TitleId.Movie(id), request.Condition(), title => Edited(title, body!), cancellationToken));
    }

    /// <summary>Locks a field or an asset type: automation, forced or not, leaves it alone.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="name">
    /// The field (<c>plot</c>), asset type (<c>poster</c>), all of the cast (<c>cast</c>), its order (<c>cast.order</c>) or a person's
    /// role in it (<c>cast.6384</c>).
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the movie; 404; 412.</returns>
    [ApiOperation(
        "Locks a field or an asset type of a movie.",
        Answer = typeof(MovieResponse),
        Conditional = true,
        Problems = ["movie-not-found", "lock-not-found", "cast-member-not-found", "changed-meanwhile"])]
    [Function("LockMovie")]
    public Task<IResult> LockAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/movies/{id}/locks/{name}")] HttpRequest request,
        string id,
        string name,
        CancellationToken cancellationToken) => LockAsync(request, id, name, locked: true, cancellationToken);

    /// <summary>Gives a field or an asset type back to automation.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="name">The lock, as it was set or shown.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the movie; 404; 412.</returns>
    [ApiOperation(
        "Gives a field or an asset type back to automation.",
        Answer = typeof(MovieResponse),
        Conditional = true,
        Problems = ["movie-not-found", "lock-not-found", "changed-meanwhile"])]
    [Function("UnlockMovie")]
    public Task<IResult> UnlockAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/movies/{id}/locks/{name}")] HttpRequest request,
        string id,
        string name,
        CancellationToken cancellationToken) => LockAsync(request, id, name, locked: false, cancellationToken);

    /// <summary>Removes a movie and the files that no other title uses.</summary>
    /// <param name="request">
    /// The request. What was published to media folders stays there, unless <c>?deletePublished=true</c> asks to take it back; files that
    /// somebody changed since stay even then.
    /// </param>
    /// <param name="id">The movie's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>204; 400, 404, 412; 422 when published files cannot be taken back, and the movie stays then.</returns>
    [ApiOperation(
        "Removes a movie and the files that no other title uses.",
        Status = 204,
        Conditional = true,
        Problems = ["invalid-request", "movie-not-found", "changed-meanwhile", "publish-target-unavailable"])]
    [ApiQuery("deletePublished", typeof(bool), "Whether the files that were published are removed too; those changed since stay.")]
    [Function("RemoveMovie")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/movies/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!TitleId.IsValue(id)) return ApiResponses.NoSuchMovie(id);
        const string WithdrawName = "deletePublished";
        var wish = request.Query[WithdrawName];
        var isWithdrawn = false;
        if (wish.Count > 0 && !bool.TryParse(wish, out isWithdrawn)) return ApiResponses.Invalid(WithdrawName, $"'{WithdrawName}' must be true or false.");
        var (title, condition) = (TitleId.Movie(id), request.Condition());
        var outcome = isWithdrawn
            ? await published.RemoveAsync(title, condition, cancellationToken)
            : new RemovalOutcome.Asked(await removal.RemoveAsync(title, condition, cancellationToken));
        return outcome switch
        {
            RemovalOutcome.Refused refused => ApiResponses.Unprocessable("publish-target-unavailable", refused.Reason),
            RemovalOutcome.Asked { Outcome: EditOutcome.Done } => Results.NoContent(),
            RemovalOutcome.Asked { Outcome: EditOutcome.ChangedMeanwhile } => ApiResponses.ChangedMeanwhile(),
            _ => ApiResponses.NoSuchMovie(id),
        };
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

    private static IResult Shown(HttpRequest request, string id, EditOutcome outcome)
    {
        if (outcome is EditOutcome.ChangedMeanwhile) return ApiResponses.ChangedMeanwhile();
        if (outcome is not EditOutcome.Done { Title: var state }) return ApiResponses.NoSuchMovie(id);
        request.Tell(state);
        return ApiResponses.Data(MovieResponse.Of(state.Row));
    }

    private async Task<IResult> LockAsync(HttpRequest request, string id, string name, bool locked, CancellationToken cancellationToken)
    {
        if (!TitleId.IsValue(id)) return ApiResponses.NoSuchMovie(id);
        var (title, condition) = (TitleId.Movie(id), request.Condition());
        if (AssetTypes.TryParse(name, out var type))
        {
            return Shown(request, id, await edits.LockAsync(title, condition, type, locked, cancellationToken));
        }

        if (CastLocks.TryParseRole(name, out var person))
        {
            var outcome = await edits.LockAsync(title, condition, name, locked, cancellationToken);
            return outcome is EditOutcome.NotInCast ? ApiResponses.NotInCast(id, $"{person}") : Shown(request, id, outcome);
        }

        var field = name is CastMerge.LockName or CastLocks.Order ? name : FieldEdit.Find(name)?.Name;
        if (field is not null) return Shown(request, id, await edits.LockAsync(title, condition, field, locked, cancellationToken));
        var known = TitleField.All.Select(candidate => candidate.Name)
            .Concat([CastMerge.LockName, CastLocks.Order, $"{CastMerge.LockName}.PERSON"])
            .Concat(AssetTypes.All.Select(candidate => candidate.Name()));
        return ApiResponses.Problem(
            StatusCodes.Status404NotFound, "lock-not-found", $"There is no field or asset type '{name}'; known are {string.Join(", ", known)}.");
    }
}
