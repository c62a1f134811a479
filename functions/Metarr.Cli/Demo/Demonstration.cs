using Metarr.Cli.Api;
using Metarr.Cli.Hosting;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Library;
using Microsoft.Extensions.Logging;

namespace Metarr.Cli.Demo;

/// <summary>One demonstration: simulator, storage and app are started, a library is enriched over HTTP, and shown.</summary>
internal static class Demonstration
{
    /// <summary>How many ports are tried after the first.</summary>
    private const int PortTries = 50;

    public static async Task<int> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        var screen = DemoScreen.For(options);
        screen.Say("Starting the simulated providers, the storage emulator and the function app…");
        await using var simulator = await StartSimulatorAsync(options, cancellationToken);
        if (options.SimulatorPort != 0 && simulator.BaseAddress.Port != options.SimulatorPort)
        {
            DemoScreen.Warn($"Port {options.SimulatorPort} is taken, so the simulated providers moved to {simulator.BaseAddress.Port}; images of earlier runs are not found there.");
        }

        await using var app = await LocalApp.StartAsync(Settings(options, simulator), LogLevel.Warning, cancellationToken);
        using var http = app.CreateClient(ApiCommand.Patience);
        screen.Say($"The app answers at {http.BaseAddress}");

        var library = new DemoLibrary(new MetarrApi(http), TimeProvider.System);
        var result = await screen.WatchAsync(
            Films(options, simulator), (films, report) => library.EnrichAsync(films, report, cancellationToken));
        screen.Show(result);
        var exitCode = result.Films.All(film => film.State == "completed") ? 0 : 1;
        if (options.ExitWhenDone) return exitCode;

        screen.Say($"The library is served at {http.BaseAddress}v1/movies until Ctrl-C.");
        await Task.WhenAny(app.Stopped, Task.Delay(Timeout.Infinite, cancellationToken));
        return exitCode;
    }

    private static List<SimulatedFilm> Films(DemoOptions options, SimulatorHost simulator)
    {
        var films = options.Recordings is null ? BundledLibrary.Films : simulator.RecordedFilms;
        return [.. films.Take(options.Films)];
    }

    private static async Task<SimulatorHost> StartSimulatorAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        var simulated = new SimulatorOptions
        {
            RecordingsDirectory = options.Recordings, CacheDirectory = options.ImageDirectory,
        };
        var last = options.SimulatorPort + PortTries;
        for (var port = options.SimulatorPort; ; port++)
        {
            try
            {
                return await SimulatorHost.StartAsync(simulated with { Port = port }, cancellationToken);
            }
            catch (DirectoryNotFoundException failure)
            {
                throw new AppNotStartedException(failure.Message, failure);
            }
            catch (IOException) when (port < last)
            {
                // Taken; the next one will do.
            }
        }
    }

    private static Dictionary<string, string?> Settings(DemoOptions options, SimulatorHost simulator) => new()
    {
        ["LocalRuntime:Port"] = $"{options.Port}",
        ["LocalRuntime:DataDirectory"] = options.DataDirectory,
        ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
        ["Storage:Prefix"] = "demo",
        ["Providers:Tmdb:BaseUrl"] = simulator.TmdbApi.ToString(),
        ["Providers:Tmdb:ImageBaseUrl"] = simulator.TmdbImages.ToString(),
        ["Providers:Tmdb:ReadToken"] = simulator.Options.TmdbReadToken,
        ["Providers:Tmdb:ImagesPerSecond"] = "1000",
        ["Providers:Tvdb:BaseUrl"] = simulator.TvdbApi.ToString(),
        ["Providers:Tvdb:ImageBaseUrl"] = simulator.TvdbImages.ToString(),
        ["Providers:Tvdb:ApiKey"] = simulator.Options.TvdbApiKey,
        ["Providers:Fanart:BaseUrl"] = simulator.FanartApi.ToString(),
        ["Providers:Fanart:ImageBaseUrl"] = simulator.FanartImages.ToString(),
        ["Providers:Fanart:ApiKey"] = simulator.Options.FanartApiKey,
        ["Providers:Omdb:BaseUrl"] = simulator.OmdbApi.ToString(),
        ["Providers:Omdb:ApiKey"] = simulator.Options.OmdbApiKey,
        ["Downloads:LocalHosts:0"] = simulator.BaseAddress.Authority,
    };
}
