using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Registers, lists and shows movies.</summary>
public sealed class MovieTriggers(TitleStore titles, PeopleStore people, LibraryStore library, TitleRegistry registry)
{
    /// <summary>For how long a list may not show what another instance has written; what this one writes, it shows at once.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(1);

    /// <summary>Registers a movie by TMDB's or IMDb's id; doing it again changes nothing.</summary>
    /// <param name="request">The request; its body is a <c>RegisterMovie</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>201 with the new movie, 200 with the one that was there, or 400.</returns>
    [ApiOperation(
        "Registers a movie by TMDB's or IMDb's id; doing it again changes nothing.",
        Body = typeof(RegisterMovie),
        Answer = typeof(MovieResponse),
        Status = 201,
        MoreStatuses = [200],
        Problems = ["invalid-request"])]
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
            : ApiResponses.Data(MovieResponse.Of(row) with
            {
                IdContradictions = registration.ContradictionsTo(row.Title) is { Count: > 0 } contradictions ? contradictions : null,
            });
    }

    /// <summary>Lists movies page by page, filtered and sorted.</summary>
    /// <param name="request">The request; its query is a <c>MovieQuery</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the page, or 400.</returns>
    [ApiOperation("Lists movies page by page, filtered and sorted.", Answer = typeof(MoviePage), Problems = ["invalid-request"])]
    [ApiQuery("page", typeof(int), "The page, from 1.")]
    [ApiQuery("pageSize", typeof(int), "How many a page has, up to 500; 100 by default.")]
    [ApiQuery("status", typeof(TitleStatus), "Only those that have come so far.")]
    [ApiQuery("monitored", typeof(bool), "Only those that automation looks after, or only the others.")]
    [ApiQuery("partial", typeof(bool), "Only those whose last enrichment lacked a provider or an image host, or only the others.")]
    [ApiQuery("minCompleteness", typeof(double), "Only those at least so complete, percent.")]
    [ApiQuery("maxCompleteness", typeof(double), "Only those at most so complete, percent.")]
    [ApiQuery("search", typeof(string), "Only those whose title has this text in it, in any case.")]
    [ApiQuery("sort", typeof(MovieSort), "By what they are sorted; by name by default. What is not known comes last.")]
    [ApiQuery("order", typeof(SortOrder), "Whether the first or the last comes first.")]
    [Function("ListMovies")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/movies")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (query, problem) = MovieQuery.Read(request.Query);
        if (problem is not null) return problem;
        var (items, total) = query!.PageOf(await library.ListAsync(TitleKind.Movie, LongestAge, cancellationToken));
        return ApiResponses.Data(new MoviePage([.. items.Select(MovieListItem.Of)], query.Page, query.PageSize, total));
    }

    /// <summary>Shows one movie.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the movie and its cast, and an ETag for edits; or 404.</returns>
    [ApiOperation("Shows one movie, with an ETag for edits.", Answer = typeof(MovieResponse), Problems = ["movie-not-found"])]
    [Function("GetMovie")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/movies/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!TitleId.IsValue(id) || await titles.FindStateAsync(TitleId.Movie(id), cancellationToken) is not { } state)
        {
            return ApiResponses.NoSuchMovie(id);
        }

        request.Tell(state);
        return ApiResponses.Data(MovieResponse.Of(state.Row) with { Cast = await CastResponse.AllAsync(state.Cast, people, cancellationToken) });
    }
}
