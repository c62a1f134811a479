using System.Globalization;
using System.Text.Json;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Recording;
using Metarr.Functions.Choosing;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Shows and edits who plays in a movie.</summary>
public sealed class CastTriggers(TitleStore titles, PeopleStore people, TitleEdits edits)
{
    /// <summary>Shows a movie's cast in order, and what of it is locked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the cast and an ETag for edits, or 404.</returns>
    [ApiOperation(
        "Shows a movie's cast in order, and what of it is locked.",
        Answer = typeof(MovieCastResponse),
        Problems = ["movie-not-found"])]
    [Function("GetMovieCast")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/movies/{id}/cast")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        TitleId.IsValue(id) && await titles.FindStateAsync(TitleId.Movie(id), cancellationToken) is { } state
            ? await ShownAsync(request, state, cancellationToken)
            : ApiResponses.NoSuchMovie(id);

    /// <summary>Edits whom a person plays, or the person's place; the role, or the order, is locked from then on.</summary>
    /// <param name="request">
    /// The request; its body has <c>character</c>, null to clear it, and <c>order</c>, counted from 1, or one of them. With
    /// <c>If-Match</c> the edit is made only while the movie is still what the caller read.
    /// </param>
    /// <param name="id">The movie's id.</param>
    /// <param name="personId">TMDB's number of the person.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the cast; 400 with the field that is wrong, and nothing changed; 404; 412.</returns>
    [ApiOperation(
        "Edits whom a person plays in a movie, or the person's place, and locks it.",
        Body = typeof(Dictionary<string, JsonElement>),
        Answer = typeof(MovieCastResponse),
        Conditional = true,
        Problems = ["invalid-request", "movie-not-found", "cast-member-not-found", "changed-meanwhile"])]
    [Function("EditMovieCast")]
    public async Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "v1/movies/{id}/cast/{personId}")] HttpRequest request,
        string id,
        string personId,
        CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Dictionary<string, JsonElement>>(request, cancellationToken);
        if (problem is not null) return problem;
        var edit = CastEdit.Read(body!, out var field, out var objection);
        if (objection is not null) return ApiResponses.Invalid(field!, objection);
        if (!TitleId.IsValue(id)) return ApiResponses.NoSuchMovie(id);
        if (!int.TryParse(personId, NumberStyles.None, CultureInfo.InvariantCulture, out var person)) return ApiResponses.NotInCast(id, personId);
        return await edits.EditCastAsync(TitleId.Movie(id), request.Condition(), person, edit, cancellationToken) switch
        {
            EditOutcome.Done done => await ShownAsync(request, done.Title, cancellationToken),
            EditOutcome.NoSuchPlace place => ApiResponses.Invalid("order", $"The field 'order' must be a whole number from 1 to {place.Last}."),
            EditOutcome.NotInCast => ApiResponses.NotInCast(id, personId),
            EditOutcome.ChangedMeanwhile => ApiResponses.ChangedMeanwhile(),
            _ => ApiResponses.NoSuchMovie(id),
        };
    }

    private async Task<IResult> ShownAsync(HttpRequest request, TitleState state, CancellationToken cancellationToken)
    {
        request.Tell(state);
        return ApiResponses.Data(await MovieCastResponse.OfAsync(state, people, cancellationToken));
    }
}
