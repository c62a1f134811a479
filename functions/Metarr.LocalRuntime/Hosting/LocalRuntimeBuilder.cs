using System.Reflection;
using System.Text.Json;
using Metarr.LocalRuntime.Azurite;
using Metarr.LocalRuntime.Hosting.Discovery;
using Metarr.LocalRuntime.Hosting.Http;
using Metarr.LocalRuntime.Hosting.Invocation;
using Metarr.LocalRuntime.Hosting.Orchestrations;
using Metarr.LocalRuntime.Hosting.Queues;
using Metarr.LocalRuntime.Hosting.Settings;
using Metarr.LocalRuntime.Hosting.SignalR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Metarr.LocalRuntime.Hosting;

/// <summary>Puts the local runtime together.</summary>
internal static class LocalRuntimeBuilder
{
    private const long MaxRequestBytes = 60L * 1024 * 1024;

    /// <summary>How many threads the pool has at hand. A worker takes what its own work has queued before what comes from outside, so with
    /// as few as there are cores, two, requests waited seconds behind 300 enrichments; with 8 they wait 20 ms; more only hold more buffers (benchmark "webhooks").</summary>
    private const int ThreadsAtHand = 8;

    // More than the drain of listeners takes, so that HTTP and the durable engine still get their turn.
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        // ASP.NET Core tells five lines a request at its own default.
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
    };

    /// <summary>A web application with settings and logging, and nothing else yet.</summary>
    public static WebApplicationBuilder CreateWebBuilder(string[] args)
    {
        ThreadPool.GetMinThreads(out var threads, out var portThreads);
        ThreadPool.SetMinThreads(Math.Max(threads, ThreadsAtHand), portThreads);
        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = Directory.GetCurrentDirectory(),
            EnvironmentName = EnvironmentName(),
        });
        web.Configuration
            .AddInMemoryCollection(Defaults)
            .AddInMemoryCollection(HostJson.Read(web.Environment.ContentRootPath))
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddInMemoryCollection(LocalSettings.Read(web.Environment.ContentRootPath))
            .AddEnvironmentVariables()
            .AddCommandLine(args);
        if (!web.Configuration.GetSection(QueueConnections.DefaultConnection).Exists())
            web.Configuration[QueueConnections.DefaultConnection] = AzuriteOptions.DevelopmentStorage;
        web.Logging.AddConfiguration(web.Configuration.GetSection("Logging"));

        // Standard output belongs to the program around the app: what it prints may be read by another.
        web.Logging.AddConsoleFormatter<TracedLineFormatter, ConsoleFormatterOptions>();
        web.Logging.AddConsole(console => console.FormatterName ??= TracedLineFormatter.FormatterName);
        web.Services.Configure<LoggerFactoryOptions>(log => log.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        web.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        web.Services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
        return web;
    }

    /// <exception cref="InvalidOperationException">A function or a setting is wrong.</exception>
    public static IHost Build(WebApplicationBuilder web, MiddlewareChain middlewares, bool servesHttp)
    {
        var options = LocalRuntimeOptions.Read(web.Configuration);
        var catalog = new FunctionCatalog(new FunctionDiscovery(web.Configuration).Find(Types(web.Services)));
        if (!servesHttp && catalog.With<FunctionTrigger.Http>().FirstOrDefault().Function is { } unserved)
            throw FunctionException.For(unserved.Name, "it is an HTTP function; call ConfigureFunctionsWebApplication() on the builder");
        AddRuntime(web.Services, web.Configuration, options, catalog, middlewares);
        AddServer(web, options);
        var app = web.Build();
        MapFunctions(app, catalog);
        MapHubs(app);
        return new LocalFunctionsHost(app);
    }

    private static string EnvironmentName() =>
        Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? Environments.Production;

    private static IEnumerable<Type> Types(IServiceCollection services)
    {
        var given = services.Select(service => service.ImplementationInstance).OfType<FunctionSource>().ToList();
        return given.Count > 0 ? given.SelectMany(source => source.Types) : Assembly.GetEntryAssembly()?.GetTypes() ?? [];
    }

    private static void AddRuntime(
        IServiceCollection services, IConfiguration configuration, LocalRuntimeOptions options, FunctionCatalog catalog, MiddlewareChain middlewares)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(catalog);
        services.AddSingleton(middlewares);
        services.AddSingleton(QueueOptions.Read(configuration));
        services.AddSingleton<QueueNudges>();
        services.AddSingleton<QueueConnections>();
        services.AddSingleton<QueueOutputs>();
        services.AddSingleton<HubAccess>();
        services.AddSingleton<SignalROutputs>();
        services.AddSingleton<OutputSender>();
        services.AddSingleton<FunctionExecutor>();
        services.AddSingleton<DurableFunctions>();
        services.AddSingleton<DurableRuntime>();
        services.AddSingleton<ListenerFactory>();
        services.AddSingleton(provider => new LocalRuntimeEndpoint(provider.GetRequiredService<IServer>()));
        services.AddSingleton(new FunctionKeys(options.FunctionKey));
        services.AddHostedService<FunctionsService>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTime);
        services.AddMvcCore();
        services.AddSignalR();
        services.AddSingleton<IConfigureOptions<JsonHubProtocolOptions>>(provider => new ConfigureOptions<JsonHubProtocolOptions>(
            hub => hub.PayloadSerializerOptions = provider.GetRequiredService<IOptions<JsonSerializerOptions>>().Value));
    }

    private static void AddServer(WebApplicationBuilder web, LocalRuntimeOptions options)
    {
        web.WebHost.UseKestrelCore();
        web.Services.AddSingleton<IConnectionListenerFactory, NextFreePortTransport>();
        web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Listen(options.IPAddress, options.Port);
        });
        web.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = MaxRequestBytes);
    }

    private static void MapFunctions(WebApplication app, FunctionCatalog catalog)
    {
        var prefix = app.Configuration[$"{HostJson.Section}:extensions:http:routePrefix"] ?? "api";
        var routes = catalog.With<FunctionTrigger.Http>()
            .Select(found => (found.Function, found.Trigger, HttpRoutes.Pattern(prefix, found.Function, found.Trigger)))
            .ToList();
        HttpRoutes.ThrowIfConflicting(routes);
        var executor = app.Services.GetRequiredService<FunctionExecutor>();
        var keys = app.Services.GetRequiredService<FunctionKeys>();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Function");
        foreach (var (function, trigger, pattern) in routes)
        {
            var endpoint = new HttpFunctionEndpoint(function, trigger, executor, keys, logger);
            var map = trigger.Methods.Count == 0
                ? app.Map(pattern, endpoint.InvokeAsync)
                : app.MapMethods(pattern.RawText!, trigger.Methods, endpoint.InvokeAsync);
            map.WithDisplayName(function.Name);
        }
    }

    private static void MapHubs(WebApplication app)
    {
        var access = app.Services.GetRequiredService<HubAccess>();
        app.MapHub<FunctionsHub>(FunctionsHub.Route).Add(endpoint =>
        {
            var serve = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = async http =>
            {
                if (await access.AllowAsync(http))
                    await serve(http);
            };
        });
    }
}
