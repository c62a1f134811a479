using Metarr.Cli.Api;

namespace Metarr.Cli.Importing;

/// <summary>Sends films to the app, many in a request, and adds up what became of them.</summary>
internal sealed class ImportRun(MetarrApi api, ImportScreen screen, bool dryRun)
{
    /// <summary>Imports a source's films.</summary>
    public async Task<ImportReport> RunAsync(SourceLibrary source, CancellationToken cancellationToken)
    {
        var report = new ImportReport(dryRun, source.Films.Count, source.LeftOut);
        await screen.FollowAsync(source.Films.Count, async told =>
        {
            foreach (var batch in ImportBatches.Of(source.Films))
            {
                var answer = await api.PostAsync<ImportedView>("v1/movies/import", new { movies = batch, dryRun }, cancellationToken);
                report = report.With(batch, answer);
                told(report.Done);
            }
        });
        return report;
    }
}

/// <summary>What the app answers.</summary>
internal sealed record ImportedView(int Registered, int Updated, int Unchanged, IReadOnlyList<ImportedFilmView> Movies);

/// <summary>What became of a film.</summary>
internal sealed record ImportedFilmView(
    string State,
    string? Id,
    string? Reason,
    IReadOnlyList<FoundFilmView>? Candidates,
    IReadOnlyList<IdContradictionView>? IdContradictions);

/// <summary>An id that was sent of a film and is another one in the library.</summary>
internal sealed record IdContradictionView(string Id, string Stated, string Known);

/// <summary>A film of the same title and year.</summary>
internal sealed record FoundFilmView(int TmdbId, string Title, int Year);

/// <summary>What became of an import.</summary>
/// <param name="DryRun">Whether nothing was imported, and this is what would become of it.</param>
/// <param name="Films">How many films the source has.</param>
/// <param name="Skipped">What of the source was not sent at all.</param>
internal sealed record ImportReport(bool DryRun, int Films, IReadOnlyList<LeftOut> Skipped)
{
    public int Registered { get; private init; }

    public int Updated { get; private init; }

    public int Unchanged { get; private init; }

    /// <summary>The films that the app left out, and why.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; private init; } = [];

    /// <summary>The films that were found in the library under one id and have another one otherwise there.</summary>
    public IReadOnlyList<LeftOut> Doubtful { get; private init; } = [];

    /// <summary>How many films the app has answered for.</summary>
    public int Done => Registered + Updated + Unchanged + LeftOut.Count;

    /// <summary>This, and a further answer.</summary>
    public ImportReport With(IReadOnlyList<FilmToImport> sent, ImportedView answer) => this with
    {
        Registered = Registered + answer.Registered,
        Updated = Updated + answer.Updated,
        Unchanged = Unchanged + answer.Unchanged,
        LeftOut =
        [
            .. LeftOut,
            .. sent.Zip(answer.Movies).Where(pair => pair.Second.Id is null).Select(pair => new LeftOut(pair.First.Name, Reason(pair.Second))),
        ],
        Doubtful =
        [
            .. Doubtful,
            .. from pair in sent.Zip(answer.Movies)
               where pair.Second.IdContradictions is { Count: > 0 }
               select new LeftOut(pair.First.Name, Doubt(pair.Second)),
        ],
    };

    private static string Doubt(ImportedFilmView film)
    {
        var ids = film.IdContradictions!.Select(found => $"{found.Id} {found.Stated} here, {found.Known} there");
        return $"It was taken for '{film.Id}' of the library, but ids differ: {string.Join(", ", ids)}.";
    }

    private static string Reason(ImportedFilmView film) => film.Candidates is { Count: > 0 } candidates
        ? $"{film.Reason} TMDB: {string.Join(", ", candidates.Select(candidate => candidate.TmdbId))}."
        : film.Reason ?? film.State;
}
