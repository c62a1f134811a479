using System.Text.Json;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Recording;
using Metarr.Functions.Choosing;
using Metarr.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Edits, locks and removes movies.</summary>
public sealed class MovieEditTriggers(TitleEdits edits, TitleRemoval removal)
{
    private const string MonitoredName = "monitored";

    /// <summary>Edits fields of a movie; every edited field is locked from then on.</summary>
    /// <param name="request">
    /// The request; its body names fields with their new values, null clears one. <c>monitored</c> is true or false.
    /// </param>
    /// <param name="id">The movie's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the movie; 400 with the field that is wrong, and nothing changed; 404.</returns>
    [Function("EditMovie")]
    public async Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "v1/movies/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Dictionary<string, JsonElement>>(request, cancellationToken);
        if ((problem ?? Objection(body!)) is { } wrong) return wrong;
        if (!TitleId.IsValue(id)) return ApiResponses.NoSuchMovie(id);
        return Shown(id, await edits.ApplyAsync(TitleId.Movie(id), title => Edited(title, body!), cancellationToken));
    }

    /// <summary>Locks a field or an asset type: automation, forced or not, leaves it alone.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="name">The field (<c>plot</c>) or asset type (<c>poster</c>).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the movie, or 404.</returns>
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
    [Function("UnlockMovie")]
    public Task<IResult> UnlockAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/movies/{id}/locks/{name}")] HttpRequest request,
        string id,
        string name,
        CancellationToken cancellationToken) => LockAsync(id, name, locked: false, cancellationToken);

    /// <summary>Removes a movie and the files that no other title uses.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>204, or 404.</returns>
    [Function("RemoveMovie")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/movies/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        TitleId.IsValue(id) && await removal.RemoveAsync(TitleId.Movie(id), cancellationToken)
            ? Results.NoContent()
            : ApiResponses.NoSuchMovie(id);

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
