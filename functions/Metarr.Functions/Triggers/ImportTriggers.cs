using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Functions.Importing;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Imports the movies of another program's library.</summary>
public sealed class ImportTriggers(MovieImport import, MovieSearch search)
{
    /// <summary>Registers movies, and updates the paths of those that are there; doing it again changes nothing.</summary>
    /// <param name="request">The request; its body is an <c>ImportMovies</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with what became of each movie; 400 with the first that is wrong, and nothing imported.</returns>
    [ApiOperation(
        "Registers up to 500 movies by id, or by title and year, and updates the paths of those that are there.",
        Body = typeof(ImportMovies),
        Answer = typeof(MoviesImported),
        Problems = ["invalid-request"])]
    [Function("ImportMovies")]
    public async Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/movies/import")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<ImportMovies>(request, cancellationToken);
        if ((problem ?? body!.Validate()) is { } wrong) return wrong;

        var movies = body!.Movies!.ToArray();
        var outcomes = await SearchAsync(movies, cancellationToken);
        var known = Enumerable.Range(0, movies.Length).Where(place => outcomes[place] is null).ToList();
        var registrations = known.ConvertAll(place => movies[place].Registration());
        var imported = body.DryRun
            ? await import.PreviewAsync(registrations, cancellationToken)
            : await import.RunAsync(registrations, cancellationToken);
        foreach (var (place, outcome) in known.Zip(imported)) outcomes[place] = outcome;
        return ApiResponses.Data(MoviesImported.Of([.. outcomes.Select(outcome => outcome!)], body.DryRun));
    }

    /// <summary>Fills in the ids of movies that are known by title and year; those that cannot be found have an outcome already.</summary>
    private async Task<ImportOutcome?[]> SearchAsync(ImportedMovie[] movies, CancellationToken cancellationToken)
    {
        var outcomes = new ImportOutcome?[movies.Length];
        var places = Enumerable.Range(0, movies.Length).Where(place => movies[place].IsToBeSearched).ToList();
        var answers = await search.FindAsync(places.ConvertAll(place => (movies[place].Title!, movies[place].Year!.Value)), cancellationToken);
        foreach (var (place, answer) in places.Zip(answers))
        {
            if (answer is SearchAnswer.Found { Title: var found }) movies[place] = movies[place] with { TmdbId = found.TmdbId };
            outcomes[place] = answer switch
            {
                SearchAnswer.Ambiguous several => new ImportOutcome.Ambiguous(several.Titles),
                SearchAnswer.None => new ImportOutcome.NotFound(),
                SearchAnswer.Unknown unknown => new ImportOutcome.NotSearched(unknown.Reason),
                _ => null,
            };
        }

        return outcomes;
    }
}

/// <summary>What became of a movie.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ImportState>))]
internal enum ImportState
{
    /// <summary>It is new.</summary>
    Registered,

    /// <summary>It was there, and its paths or ids have changed.</summary>
    Updated,

    /// <summary>It was there, and nothing has changed.</summary>
    Unchanged,

    /// <summary>Several movies have its title and year; it was left out.</summary>
    Ambiguous,

    /// <summary>No movie has its title and year; it was left out.</summary>
    NotFound,

    /// <summary>Nobody could be asked for its id; it was left out.</summary>
    NotSearched,
}

/// <summary>What became of one movie of an import.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Id">Its id in the library, when it is there now.</param>
/// <param name="Reason">Why it was left out, in a sentence.</param>
/// <param name="Candidates">The movies of its title and year, when there are several.</param>
internal sealed record MovieImported(ImportState State, string? Id, string? Reason, EquatableList<FoundTitle>? Candidates)
{
    /// <summary>Ids that were told and that are not the movie's, which may then be another; left out where there are none.</summary>
    public EquatableList<IdContradiction>? IdContradictions { get; init; }

    public static MovieImported Of(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Registered { Id: var id } => new(ImportState.Registered, id.Value, null, null),
        ImportOutcome.Updated { Id: var id } => new(ImportState.Updated, id.Value, null, null) { IdContradictions = Told(outcome) },
        ImportOutcome.Unchanged { Id: var id } => new(ImportState.Unchanged, id.Value, null, null) { IdContradictions = Told(outcome) },
        ImportOutcome.Ambiguous several => new(
            ImportState.Ambiguous, null, "Several movies have this title and year; import the one that is meant by its id.", several.Candidates),
        ImportOutcome.NotFound => new(
            ImportState.NotFound, null, "TMDB knows no movie of this title and year; import it by its id.", null),
        ImportOutcome.NotSearched { Reason: var reason } => new(ImportState.NotSearched, null, reason, null),
        _ => throw new InvalidOperationException($"An import's outcome {outcome.GetType().Name} has no answer."),
    };

    private static EquatableList<IdContradiction>? Told(ImportOutcome outcome) => outcome.Contradictions.Count > 0 ? outcome.Contradictions : null;
}

/// <summary>What became of an import.</summary>
/// <param name="DryRun">Whether it is only what would become of it.</param>
/// <param name="Registered">How many movies are new.</param>
/// <param name="Updated">How many were there and have changed.</param>
/// <param name="Unchanged">How many were there and have not.</param>
/// <param name="LeftOut">How many could not be told apart or found.</param>
/// <param name="Movies">What became of each, in the order of the request.</param>
internal sealed record MoviesImported(
    bool DryRun, int Registered, int Updated, int Unchanged, int LeftOut, IReadOnlyList<MovieImported> Movies)
{
    public static MoviesImported Of(IReadOnlyList<ImportOutcome> outcomes, bool dryRun)
    {
        List<MovieImported> movies = [.. outcomes.Select(MovieImported.Of)];
        return new MoviesImported(
            dryRun, Count(ImportState.Registered), Count(ImportState.Updated), Count(ImportState.Unchanged), movies.Count(movie => movie.Id is null), movies);

        int Count(ImportState state) => movies.Count(movie => movie.State == state);
    }
}
