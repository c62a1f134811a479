using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Cli.Hosting;
using Metarr.Functions.Storage;
using Metarr.LocalRuntime.Hosting.Orchestrations;
using Metarr.ProviderSimulator;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using System.Reflection;

namespace Metarr.Functions.Tests.Hosting;

/// <summary>The real function app on tables and containers of its own, with a simulator of its own.</summary>
public sealed class TestApp : IAsyncDisposable
{
    /// <summary>The functions that the clock starts: a test does that itself, for it may run at any hour.</summary>
    private static readonly string[] OfTheClock =
    [
        .. from type in typeof(MetarrServices).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.GetParameters().Any(parameter => parameter.IsDefined(typeof(TimerTriggerAttribute), inherit: false))
           select method.GetCustomAttribute<FunctionAttribute>()!.Name,
    ];

    private readonly LocalApp app;
    private readonly StorageClients storage;

    private TestApp(LocalApp app, SimulatorHost simulator, StorageClients storage)
    {
        (this.app, Simulator, this.storage) = (app, simulator, storage);
        Http = new HttpClient { BaseAddress = new Uri(app.BaseAddress, "api/") };
        Titles = new TitleStore(storage);
    }

    /// <summary>Speaks to the app.</summary>
    public HttpClient Http { get; }

    /// <summary>The providers it asks.</summary>
    public SimulatorHost Simulator { get; }

    /// <summary>Its titles, past the API.</summary>
    public TitleStore Titles { get; }

    /// <summary>Its services, past the API.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Its tables and containers.</summary>
    public StorageClients Storage => storage;

    /// <summary>Its orchestrations, past the API.</summary>
    public DurableTaskClient Durable => Part<DurableRuntime>().Client;

    /// <summary>One of its parts.</summary>
    public T Part<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts an app that selects by itself.</summary>
    public static Task<TestApp> StartAsync(
        LocalServices services, ProviderSimulator.Traffic.IFaultSource? faults = null, params (string Key, string Value)[] settings) =>
        StartAsync(services, faults, logs: null, time: null, settings);

    /// <summary>Starts an app that selects by itself, and whose whole log someone reads.</summary>
    public static Task<TestApp> StartAsync(
        LocalServices services, ProviderSimulator.Traffic.IFaultSource? faults, ILoggerProvider? logs, params (string Key, string Value)[] settings) =>
        StartAsync(services, faults, logs, time: null, settings);

    /// <summary>Starts an app that selects by itself, on a clock of the test's own.</summary>
    /// <param name="services">What all tests share.</param>
    /// <param name="faults">What goes wrong on the way.</param>
    /// <param name="logs">Hears all that the app logs.</param>
    /// <param name="time">Its clock; the machine's by default.</param>
    /// <param name="settings">More settings; <c>{simulator}</c> in a value stands for the simulator's address.</param>
    public static async Task<TestApp> StartAsync(
        LocalServices services,
        ProviderSimulator.Traffic.IFaultSource? faults,
        ILoggerProvider? logs,
        TimeProvider? time,
        params (string Key, string Value)[] settings)
    {
        var simulator = await services.StartSimulatorAsync(faults);
        var prefix = "t" + Guid.NewGuid().ToString("N")[..12];
        var configured = new Dictionary<string, string?>
        {
            ["LocalRuntime:Port"] = "0",
            ["LocalRuntime:DataDirectory"] = Path.Combine(services.Folder, prefix),
            ["AzureWebJobsStorage"] = services.Storage,
            ["Storage:Prefix"] = prefix,
            ["Providers:Tmdb:BaseUrl"] = simulator.TmdbApi.ToString(),
            ["Providers:Tmdb:ImageBaseUrl"] = simulator.TmdbImages.ToString(),
            ["Providers:Tmdb:ReadToken"] = simulator.Options.TmdbReadToken,
            ["Providers:Tmdb:ImagesPerSecond"] = "1000",
            ["Downloads:LocalHosts:0"] = simulator.BaseAddress.Authority,
        };
        foreach (var (key, value) in Patience.Settings) configured[key] = value;
        foreach (var name in OfTheClock) configured[$"AzureWebJobs.{name}.Disabled"] = "true";
        foreach (var (key, value) in settings) configured[key] = value.Replace("{simulator}", $"{simulator.BaseAddress}", StringComparison.Ordinal);
        var local = await LocalApp.StartAsync(configured, logs is null ? LogLevel.Error : LogLevel.Trace, Cancelled, logs, time);
        var app = new TestApp(local, simulator, new StorageClients(new StorageOptions(services.Storage, null, prefix)));
        await app.SetAsync(new { autoSelectAssets = true });
        return app;
    }

    /// <summary>Changes settings.</summary>
    public async Task SetAsync(object change)
    {
        using var answer = await Http.PatchAsJsonAsync("v1/settings/phase-config", change, Cancelled);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Registers a film.</summary>
    /// <returns>Its id in the library.</returns>
    public async Task<string> RegisterAsync(int tmdbId)
    {
        using var answer = await Http.PostAsJsonAsync("v1/movies", new { tmdbId }, Cancelled);
        answer.EnsureSuccessStatusCode();
        return (await DataAsync(answer))["id"]!.GetValue<string>();
    }

    /// <summary>Begins an enrichment.</summary>
    /// <returns>The job's id.</returns>
    public async Task<string> BeginAsync(string id, object? body = null)
    {
        using var answer = await Http.PostAsJsonAsync($"v1/movies/{id}/enrich", body ?? new { }, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await DataAsync(answer))["jobId"]!.GetValue<string>();
    }

    /// <summary>Enriches a film and waits for the end.</summary>
    /// <returns>The finished job.</returns>
    public async Task<JsonObject> EnrichAsync(string id, object? body = null) => await WaitAsync(await BeginAsync(id, body));

    /// <summary>Waits for the end of a job.</summary>
    /// <returns>The finished job.</returns>
    public async Task<JsonObject> WaitAsync(string jobId)
    {
        using var patience = new CancellationTokenSource(Patience.OfTests);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Cancelled);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (await timer.WaitForNextTickAsync(either.Token))
        {
            using var answer = await Http.GetAsync(new Uri($"v1/jobs/{jobId}", UriKind.Relative), either.Token);
            if (answer.StatusCode == HttpStatusCode.NotFound) continue;
            var job = await DataAsync(answer);
            if (job["state"]!.GetValue<string>() is "completed" or "skipped" or "failed") return job;
        }

        throw new TimeoutException($"The job {jobId} did not end.");
    }

    /// <summary>Reads what lies at a path.</summary>
    public async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        answer.EnsureSuccessStatusCode();
        return await DataAsync(answer);
    }

    /// <summary>The <c>data</c> of an answer.</summary>
    public static async Task<JsonObject> DataAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["data"]!.AsObject();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
