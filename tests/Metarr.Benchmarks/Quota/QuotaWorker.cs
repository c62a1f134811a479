using System.Text.Json;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Calls.Sharing;
using Metarr.Functions;
using Metarr.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Benchmarks.Quota;

/// <summary>What runs in each of the processes: the app's own way to TMDB, asked as fast as it lets.</summary>
internal static class QuotaWorker
{
    /// <summary>Tells a process that it is a worker.</summary>
    public const string Argument = "--worker";

    /// <summary>How many calls of background work it makes.</summary>
    public const string CallsSetting = "QUOTA_CALLS";

    private const int FirstFilm = 900_001;
    private const int Films = 24;
    private const int AtATime = 16;

    private static readonly TimeSpan BetweenPeople = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var services = new ServiceCollection().AddLogging().AddMetarr(configuration);
        services.AddSingleton(provider => new CountedState(provider.GetRequiredService<SharedRows<BudgetState>>()));
        services.AddSingleton<IQuotaGate>(provider =>
        {
            var rates = provider.GetRequiredService<ProviderRates>();
            var state = provider.GetRequiredService<CountedState>();
            return new TimedGate(new LeasingQuotaGate(rates.Budgets, rates.Otherwise, state, TimeProvider.System));
        });
        await using var app = services.BuildServiceProvider();
        var tmdb = app.GetServices<IMetadataProvider>().Single(provider => provider.Name == ProviderNames.Tmdb);
        var gate = (TimedGate)app.GetRequiredService<IQuotaGate>();

        // A first call takes a second for compiling what the others only run.
        await CallAsync(tmdb, 1, cancellationToken);
        gate.Reset();
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadLineAsync(cancellationToken);
        var unanswered = await CallAsync(tmdb, configuration.GetValue(CallsSetting, 0), cancellationToken);
        var visits = app.GetRequiredService<CountedState>().Visits;
        var result = new WorkerResult(gate.Waits(CallPriority.Background), gate.Waits(CallPriority.Interactive), unanswered, visits);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result));
    }

    /// <summary>Background work and, every half second, a person.</summary>
    /// <returns>How many calls got no answer.</returns>
    private static async Task<int> CallAsync(IMetadataProvider tmdb, int calls, CancellationToken cancellationToken)
    {
        var unanswered = 0;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var people = PeopleAsync();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, calls), options, (call, _) => FetchAsync(call, CallPriority.Background));
        await done.CancelAsync();
        await people;
        return unanswered;

        async Task PeopleAsync()
        {
            using var timer = new PeriodicTimer(BetweenPeople);
            try
            {
                for (var call = 0; await timer.WaitForNextTickAsync(done.Token); call++) await FetchAsync(call, CallPriority.Interactive);
            }
            catch (OperationCanceledException)
            {
                // The background work is done, and nobody else comes.
            }
        }

        async ValueTask FetchAsync(int call, CallPriority priority)
        {
            var film = new ExternalIds(FirstFilm + call % Films);
            var request = new ProviderRequest(TitleKind.Movie, film, "en", ["en"], "US");
            var result = await tmdb.FetchAsync(request, new ProviderContext(priority), cancellationToken);
            if (result is not ProviderResult.Fetched) Interlocked.Increment(ref unanswered);
        }
    }
}
