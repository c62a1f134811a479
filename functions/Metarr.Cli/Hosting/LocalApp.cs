using Metarr.Functions;
using Metarr.Functions.Telemetry;
using Metarr.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.Cli.Hosting;

/// <summary>The function app in this process, on the local runtime.</summary>
internal sealed class LocalApp : IAsyncDisposable
{
    private const string StorageSetting = "AzureWebJobsStorage";

    private readonly IHost host;

    private LocalApp(IHost host) => this.host = host;

    /// <summary>Where it answers.</summary>
    public Uri BaseAddress => host.Services.GetRequiredService<LocalRuntimeEndpoint>().BaseAddress;

    /// <summary>What the app is made of.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Ends when the app is asked to stop, by Ctrl-C or a signal.</summary>
    public Task Stopped => host.WaitForShutdownAsync();

    /// <summary>Makes a client for its API, which sends the function key where one is set.</summary>
    /// <param name="patience">How long it waits for an answer.</param>
    public HttpClient CreateClient(TimeSpan patience)
    {
        var client = new HttpClient { BaseAddress = new Uri(BaseAddress, "api/"), Timeout = patience };
        var key = host.Services.GetRequiredService<IConfiguration>()["LocalRuntime:FunctionKey"];
        if (key is { Length: > 0 }) client.DefaultRequestHeaders.Add("x-functions-key", key);
        return client;
    }

    /// <summary>Starts the app; its storage is Azurite unless another is configured.</summary>
    /// <param name="settings">Settings that win over the environment.</param>
    /// <param name="quietest">Log messages below this level are not shown.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="logs">Hears the log in place of the console; null for the console.</param>
    /// <param name="time">Its clock; null for that of the machine.</param>
    /// <exception cref="AppNotStartedException">A setting is wrong, or something on this machine or the storage stands in the way.</exception>
    public static async Task<LocalApp> StartAsync(
        IEnumerable<KeyValuePair<string, string?>> settings,
        LogLevel quietest,
        CancellationToken cancellationToken,
        ILoggerProvider? logs = null,
        TimeProvider? time = null)
    {
        try
        {
            return await StartAsync(Build(settings, quietest, logs, time), cancellationToken);
        }
        catch (Exception failure) when (AppNotStartedException.Reason(failure) is { } reason)
        {
            throw new AppNotStartedException(reason, failure);
        }
    }

    private static IHost Build(
        IEnumerable<KeyValuePair<string, string?>> settings, LogLevel quietest, ILoggerProvider? logs, TimeProvider? time)
    {
        var arguments = settings.Where(setting => setting.Value is not null).Select(setting => $"--{setting.Key}={setting.Value}");
        var builder = FunctionsApplication.CreateBuilder([.. arguments]);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMetarrTelemetry();
        builder.Configuration[StorageSetting] ??= "UseDevelopmentStorage=true";
        builder.Logging.AddFilter(category: null, quietest).AddFilter("Microsoft", Louder(quietest, LogLevel.Warning));

        // That the app did not start is told once, by the command; a service that fails later is told as critical.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (logs is not null) builder.Logging.ClearProviders().AddProvider(logs);
        if (time is not null) builder.Services.AddSingleton(time);
        builder.Services.AddFunctionsFrom(typeof(MetarrServices).Assembly);
        builder.Services.AddMetarr(builder.Configuration);
        return builder.Build();
    }

    private static async Task<LocalApp> StartAsync(IHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
            return new LocalApp(host);
        }
        catch
        {
            await DisposeAsync(host);
            throw;
        }
    }

    /// <summary>Stops the app gracefully: what runs is finished, then the storage emulator is stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await DisposeAsync(host);
    }

    private static LogLevel Louder(LogLevel a, LogLevel b) => a > b ? a : b;

    private static async ValueTask DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        else host.Dispose();
    }
}
