using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Registers, lists and shows movies.</summary>
public sealed class MovieTriggers(TitleStore titles, PeopleStore people, LibraryStore library, TitleRegistry registry)
{
    private const int MaxPageSize = 500;

    /// <summary>Registers a movie by TMDB's or IMDb's id; doing it again changes nothing.</summary>
    /// <param name="request">The request; its body is a <c>RegisterMovie</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>201 with the new movie, 200 with the one that was there, or 400.</returns>
    [Function("RegisterMovie")]
    public async Task<IResult> RegisterAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/movies")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<RegisterMovie>(request, cancellationToken);
        if ((problem ?? body!.Validate()) is { } wrong) return wrong;

        var registration = new Registration(body!.NewId(), body.ExternalIds(), body.Title, body.Year, body.Monitored);
        var (row, isNew) = await registry.RegisterAsync(registration, cancellationToken);
        return isNew
            ? ApiResponses.Data(request, MovieResponse.Of(row), StatusCodes.Status201Created, $"/api/v1/movies/{row.Title.Id.Value}")
            : ApiResponses.Data(MovieResponse.Of(row));
    }

    /// <summary>Lists movies by name, page by page.</summary>
    /// <param name="request">The request; <c>page</c> counts from 1, <c>pageSize</c> goes up to 500.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the page, or 400.</returns>
    [Function("ListMovies")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/movies")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!TryReadNumber(request, "page", 1, int.MaxValue / MaxPageSize, 1, out var page))
        {
            return ApiResponses.Invalid("page", "'page' must be a number from 1.");
        }

        if (!TryReadNumber(request, "pageSize", 1, MaxPageSize, 100, out var pageSize))
        {
            return ApiResponses.Invalid("pageSize", $"'pageSize' must be a number from 1 to {MaxPageSize}.");
        }

        var all = await library.ListAsync(TitleKind.Movie, cancellationToken);
        var items = all.Skip((page - 1) * pageSize).Take(pageSize).Select(MovieListItem.Of).ToList();
        return ApiResponses.Data(new MoviePage(items, page, pageSize, all.Count));
    }

    /// <summary>Shows one movie.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the movie and its cast, or 404.</returns>
    [Function("GetMovie")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/movies/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!TitleId.IsValue(id) || await titles.FindAsync(TitleId.Movie(id), cancellationToken) is not { } row)
        {
            return ApiResponses.NoSuchMovie(id);
        }

        var cast = await titles.FindCastAsync(row.Title.Id, cancellationToken);
        var known = await people.FindAsync(cast.Select(member => member.PersonId), cancellationToken);
        return ApiResponses.Data(MovieResponse.Of(row) with
        {
            Cast = [.. cast.Select(member => CastResponse.Of(member, known.GetValueOrDefault(member.PersonId)))],
        });
    }

    private static bool TryReadNumber(HttpRequest request, string name, int least, int most, int usual, out int value)
    {
        value = usual;
        var text = request.Query[name].ToString();
        return text.Length == 0 || (int.TryParse(text, out value) && value >= least && value <= most);
    }
}
