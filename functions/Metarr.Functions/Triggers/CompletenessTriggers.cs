using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Shows what is complete and what is missing, in a movie and in the whole library.</summary>
public sealed class CompletenessTriggers(TitleStore titles, LibraryStore library)
{
    /// <summary>Shows how far the enrichment of a movie has come.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The movie's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with completeness, missing fields, the source of each field and each provider's last fetch; or 404.</returns>
    [ApiOperation(
        "Shows how far the enrichment of a movie has come.",
        Answer = typeof(EnrichmentStatusResponse),
        Problems = ["movie-not-found"])]
    [Function("GetEnrichmentStatus")]
    public async Task<IResult> GetStatusAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/movies/{id}/enrichment-status")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!TitleId.IsValue(id) || await titles.FindFetchesAsync(TitleId.Movie(id), cancellationToken) is not var (row, fetches))
        {
            return ApiResponses.NoSuchMovie(id);
        }

        return ApiResponses.Data(EnrichmentStatusResponse.Of(row, fetches));
    }

    /// <summary>Shows how complete the movies of the library are.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with totals, categories, the average, missing fields and the ten least complete movies.</returns>
    [ApiOperation("Shows how complete the movies of the library are.", Answer = typeof(LibraryStatisticsResponse))]
    [Function("GetEnrichmentStatistics")]
    public async Task<IResult> GetStatisticsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/movies/enrichment/stats")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var (statistics, worst) = await library.ReadStatisticsAsync(TitleKind.Movie, MovieTriggers.LongestAge, cancellationToken);
        return ApiResponses.Data(LibraryStatisticsResponse.Of(statistics, worst));
    }
}
