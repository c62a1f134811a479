using Metarr.Cli.Api;
using Metarr.ProviderSimulator;

namespace Metarr.Cli.Demo;

/// <summary>What became of one film.</summary>
/// <param name="Id">Its id in the library.</param>
/// <param name="TmdbId">TMDB's number.</param>
/// <param name="Title">What it is called.</param>
/// <param name="State">How its job ended: completed, skipped or failed.</param>
/// <param name="Reason">Why it was skipped or failed.</param>
/// <param name="Summary">What the job did.</param>
/// <param name="Chosen">For each asset type the hashes of the chosen files, best first.</param>
/// <param name="Providers">What each provider gave.</param>
/// <param name="Seconds">From the request to the end of the job.</param>
internal sealed record DemoFilm(
    string Id,
    int TmdbId,
    string Title,
    string State,
    string? Reason,
    SummaryView? Summary,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Chosen,
    IReadOnlyDictionary<string, ProviderShare> Providers,
    double Seconds);

/// <summary>What a provider gave to a film.</summary>
/// <param name="Fields">How many fields it told.</param>
/// <param name="Candidates">How many candidates it offers.</param>
/// <param name="Chosen">How many of them were chosen.</param>
internal sealed record ProviderShare(int Fields, int Candidates, int Chosen);

/// <summary>What became of the library.</summary>
/// <param name="Films">Its films.</param>
/// <param name="Seconds">From the first request to the last answer.</param>
internal sealed record DemoResult(IReadOnlyList<DemoFilm> Films, double Seconds);

/// <summary>How far one film has come.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Phase">The step at hand.</param>
/// <param name="IsFinished">Whether its job has ended.</param>
internal sealed record DemoProgress(string Title, string Phase, bool IsFinished);

/// <summary>Registers and enriches films over HTTP, a few at a time.</summary>
internal sealed class DemoLibrary(MetarrApi api, TimeProvider time)
{
    private const int FilmsAtOnce = 4;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public async Task<DemoResult> EnrichAsync(
        IReadOnlyList<SimulatedFilm> films, Action<DemoProgress> report, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        await api.ChangeSettingsAsync(new { autoSelectAssets = true }, cancellationToken);
        var results = new DemoFilm[films.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = FilmsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, films.Count, options, async (index, token) =>
            results[index] = await EnrichAsync(films[index], report, token));
        return new DemoResult(results, time.GetElapsedTime(start).TotalSeconds);
    }

    private async Task<DemoFilm> EnrichAsync(SimulatedFilm film, Action<DemoProgress> report, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var id = await api.RegisterAsync(film.TmdbId, cancellationToken);
        var job = await FollowAsync(id, film.Title, report, cancellationToken);
        var seconds = time.GetElapsedTime(start).TotalSeconds;

        var movie = await api.MovieAsync(id, cancellationToken);
        var assets = await api.AssetsAsync(id, cancellationToken);
        var chosen = assets.Types.ToDictionary(
            type => type.Type,
            IReadOnlyList<string> (type) =>
            [
                .. type.Candidates.Where(candidate => candidate.Rank is not null).OrderBy(candidate => candidate.Rank).Select(candidate => candidate.Analysis!.Sha256),
            ]);
        report(new DemoProgress(film.Title, job.State, IsFinished: true));
        return new DemoFilm(
            id, film.TmdbId, movie.Metadata.Title ?? film.Title, job.State, job.Reason, job.Summary, chosen, Shares(movie, assets), seconds);
    }

    private static SortedDictionary<string, ProviderShare> Shares(MovieView movie, AssetsView assets)
    {
        var candidates = assets.Types.SelectMany(type => type.Candidates).ToLookup(candidate => candidate.Provider);
        var fields = movie.Sources.Values.CountBy(source => source).ToDictionary();
        var shares = candidates.Select(group => group.Key).Union(fields.Keys).ToDictionary(
            provider => provider,
            provider => new ProviderShare(
                fields.GetValueOrDefault(provider), candidates[provider].Count(), candidates[provider].Count(candidate => candidate.Rank is not null)));
        return new SortedDictionary<string, ProviderShare>(shares);
    }

    private async Task<JobView> FollowAsync(string id, string title, Action<DemoProgress> report, CancellationToken cancellationToken)
    {
        var jobId = await api.EnrichAsync(id, force: true, cancellationToken);
        using var timer = new PeriodicTimer(PollInterval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (await api.JobAsync(jobId, cancellationToken) is not { } job) continue;
            if (job.IsFinished) return job;
            report(new DemoProgress(title, job.Progress?.Phase ?? job.State, IsFinished: false));
        }

        throw new OperationCanceledException(cancellationToken);
    }
}
