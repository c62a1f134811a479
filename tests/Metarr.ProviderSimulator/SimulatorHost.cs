using System.Net;
using Metarr.ProviderSimulator.Fanart;
using Metarr.ProviderSimulator.Faults;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Omdb;
using Metarr.ProviderSimulator.Tmdb;
using Metarr.ProviderSimulator.Traffic;
using Metarr.ProviderSimulator.Tvdb;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.ProviderSimulator;

/// <summary>The providers and their image CDNs on one port of this machine. Dispose it to stop it.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TvdbTokens tokens;

    private SimulatorHost(
        WebApplication app, SimulatorOptions options, RequestLedger requests, IReadOnlyList<SimulatedFilm> recorded,
        TvdbTokens tokens)
    {
        (this.app, this.tokens) = (app, tokens);
        Options = options;
        Requests = requests;
        RecordedFilms = recorded;
        BaseAddress = new Uri(app.Urls.Single());
    }

    /// <summary>What the simulator was started with; the credentials it checks stand here.</summary>
    public SimulatorOptions Options { get; }

    /// <summary>The root of all providers, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>TMDB v3, in place of <c>https://api.themoviedb.org/3/</c>. Ends with a slash.</summary>
    public Uri TmdbApi => new(BaseAddress, "tmdb/3/");

    /// <summary>TMDB's image CDN, in place of <c>https://image.tmdb.org/t/p/</c>. Ends with a slash.</summary>
    public Uri TmdbImages => new(BaseAddress, "tmdb-images/t/p/");

    /// <summary>TheTVDB v4, in place of <c>https://api4.thetvdb.com/v4/</c>. Ends with a slash.</summary>
    public Uri TvdbApi => new(BaseAddress, "tvdb/v4/");

    /// <summary>TheTVDB's image CDN, in place of <c>https://artworks.thetvdb.com/</c>. Bodies name images by this address, and
    /// now and then by a path (<c>/banners/...</c>) that is meant below it. Ends with a slash.</summary>
    public Uri TvdbImages => new(BaseAddress, "tvdb-images/");

    /// <summary>Fanart.tv v3, in place of <c>https://webservice.fanart.tv/v3/</c>. Ends with a slash.</summary>
    public Uri FanartApi => new(BaseAddress, "fanart/v3/");

    /// <summary>Fanart.tv's image CDN, in place of <c>https://assets.fanart.tv/</c>: art under <c>fanart/</c>, small twins of it
    /// under <c>preview/</c>. Bodies name images by this address. Ends with a slash.</summary>
    public Uri FanartImages => new(BaseAddress, "fanart-images/");

    /// <summary>OMDb, in place of <c>https://www.omdbapi.com/</c>. Ends with a slash.</summary>
    public Uri OmdbApi => new(BaseAddress, "omdb/");

    /// <summary>What was asked so far, per provider and route.</summary>
    public RequestLedger Requests { get; }

    /// <summary>The films of the recordings folder, ordered by id; empty without one.</summary>
    public IReadOnlyList<SimulatedFilm> RecordedFilms { get; }

    /// <summary>Starts listening.</summary>
    /// <exception cref="DirectoryNotFoundException">The recordings folder is missing or holds no <c>tmdb/3</c>.</exception>
    /// <exception cref="InvalidDataException">A recorded file is no JSON object.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions options, CancellationToken cancellationToken = default)
    {
        var recorded = options.RecordingsDirectory is { } folder ? RecordedTmdb.Open(folder) : null;
        var ledger = new RequestLedger();
        var app = BuildApplication(options);
        app.UseTraffic(ledger, new RateLimit(options.RequestsPerSecond, options.Time, options.Faults));
        app.MapTrafficAdmin(ledger);
        if (options.Faults is FaultScenario scenario)
            app.MapFaultAdmin(scenario);
        var tokens = new TvdbTokens(options.TvdbTokenLifetime, options.Time);
        Map(app, options, recorded, tokens);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return new SimulatorHost(app, options, ledger, recorded?.Films ?? [], tokens);
    }

    /// <summary>No token that TheTVDB's <c>/login</c> gave out so far is good any more: whoever holds one is answered with
    /// 401 and has to log in again.</summary>
    public void ExpireTvdbTokens() => tokens.Forget();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private static WebApplication BuildApplication(SimulatorOptions options)
    {
        // Empty, because the usual builder reads the settings and watches the files of whichever program embeds this one.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        builder.Logging.SetMinimumLevel(LogLevel.Error)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        return builder.Build();
    }

    private static void Map(WebApplication app, SimulatorOptions options, RecordedTmdb? recorded, TvdbTokens tokens)
    {
        var store = new ImageStore(options.CacheDirectory);
        ITmdbBodies[] bodies = recorded is null ? [BundledTmdb.Instance] : [recorded, BundledTmdb.Instance];
        IImageCatalogue[] images = recorded is null ? [BundledTmdb.Instance] : [recorded, BundledTmdb.Instance];
        TmdbRoutes.Map(app, new TmdbCredentials(options.TmdbApiKey, options.TmdbReadToken), new TmdbComposer(bodies));
        TmdbImageRoutes.Map(app, images, store);
        TvdbRoutes.Map(app, options, tokens, Sources<ITvdbBodies>(options, RecordedTvdb.Open, BundledTvdb.Instance), store);
        FanartRoutes.Map(app, options, Sources<IFanartBodies>(options, RecordedFanart.Open, BundledFanart.Instance), store);
        OmdbRoutes.Map(app, options, Sources<IOmdbBodies>(options, RecordedOmdb.Open, BundledOmdb.Instance));
    }

    /// <summary>What was recorded comes before what is bundled.</summary>
    private static IReadOnlyList<T> Sources<T>(SimulatorOptions options, Func<string, T> open, T bundled) =>
        options.RecordingsDirectory is { } folder ? [open(folder), bundled] : [bundled];
}
