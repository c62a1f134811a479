using System.CommandLine;
using Metarr.Cli.Api;
using Spectre.Console;

namespace Metarr.Cli.Enrich;

/// <summary><c>metarr enrich</c>: registers a film if need be, and enriches it.</summary>
internal static class EnrichCommand
{
    private static readonly Option<int?> Tmdb = WholeNumber.Option("--tmdb", "TMDB's number of the film.", least: 1, most: int.MaxValue);
    private static readonly Option<string?> Imdb = new("--imdb") { Description = "IMDb's id of the film, such as tt0133093." };
    private static readonly Option<bool> Force = new("--force") { Description = "Enrich it although its last enrichment is fresh." };
    private static readonly Option<bool> Wait = new("--wait") { Description = "Wait for the end, and tell how it went." };

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    public static Command Create()
    {
        var command = ApiCommand.Create(
            "enrich", "Enriches one film, which is registered if it is not in the library yet.", [Tmdb, Imdb, Force, Wait], RunAsync);
        command.Validators.Add(result =>
        {
            // A value that is no number has an error of its own already, and cannot be read.
            if (result.GetResult(Tmdb) is null && result.GetResult(Imdb) is null) result.AddError("Name the film with --tmdb or --imdb.");
        });
        return command;
    }

    private static async Task<int> RunAsync(MetarrApi api, ParseResult parsed, ApiScreen screen, CancellationToken cancellationToken)
    {
        var film = await api.PostAsync<FilmView>(
            "v1/movies", new { tmdbId = parsed.GetValue(Tmdb), imdbId = parsed.GetValue(Imdb) }, cancellationToken);
        var jobId = await api.EnrichAsync(film.Id, parsed.GetValue(Force), cancellationToken);
        if (!parsed.GetValue(Wait))
        {
            screen.Show(new { film.Id, jobId }, console => console.WriteLine($"Film {film.Id} is being enriched by job {jobId}."));
            return ExitCodes.Done;
        }

        JobView job;
        try
        {
            job = await FollowAsync(api, jobId, screen, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            screen.Say($"Job {jobId} goes on; 'metarr status' shows it while it runs.");
            return ExitCodes.Interrupted;
        }

        screen.Show(job, console => console.WriteLine(Describe(film.Id, job)));
        return job.State == "failed" ? ExitCodes.NotAllWell : ExitCodes.Done;
    }

    private static async Task<JobView> FollowAsync(MetarrApi api, string jobId, ApiScreen screen, CancellationToken cancellationToken)
    {
        var told = "";
        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (await api.JobAsync(jobId, cancellationToken) is not { } job) continue;
            if (job.IsFinished) return job;
            if (job.Progress?.Phase is not { } phase || phase == told) continue;
            screen.Say($"  {phase}");
            told = phase;
        }

        throw new OperationCanceledException(cancellationToken);
    }

    private static string Describe(string id, JobView job) => job.Summary is { } summary
        ? string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Film {id} is enriched: {summary.Completeness:0.0} % complete, {summary.Candidates} candidates, "
            + $"{summary.Selected.Values.Sum()} files selected, {summary.Changed} of them new, in {summary.Milliseconds / 1000.0:0.0} s.")
        : $"Film {id}: {job.State}: {job.Reason}";

    private sealed record FilmView(string Id);
}
