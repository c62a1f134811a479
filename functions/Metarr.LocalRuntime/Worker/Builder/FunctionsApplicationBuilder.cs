using Metarr.LocalRuntime.Hosting;
using Metarr.LocalRuntime.Hosting.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>A function app that is being put together.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder web;
    private readonly MiddlewareChain middlewares = new();
    private bool built;

    internal FunctionsApplicationBuilder(string[]? args) => web = LocalRuntimeBuilder.CreateWebBuilder(args ?? []);

    /// <inheritdoc/>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)web).Properties;

    /// <inheritdoc/>
    IConfigurationManager IHostApplicationBuilder.Configuration => web.Configuration;

    /// <summary>The app's settings: host.json, local.settings.json, environment and command line, later ones winning.</summary>
    public ConfigurationManager Configuration => web.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => web.Environment;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => web.Logging;

    /// <inheritdoc/>
    public IMetricsBuilder Metrics => web.Metrics;

    /// <inheritdoc/>
    public IServiceCollection Services => web.Services;

    internal bool ServesHttp { get; set; }

    /// <summary>Finds the functions and makes the host that serves them. Can be called once.</summary>
    /// <returns>The host; start it with <c>RunAsync</c> or <c>StartAsync</c>.</returns>
    /// <exception cref="InvalidOperationException">
    /// It was called before, or a function is wrong: a duplicate name, a signature that cannot be bound, a route that conflicts.
    /// </exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        built = true;
        return LocalRuntimeBuilder.Build(web, middlewares, ServesHttp);
    }

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)web).ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        ThrowIfBuilt();
        middlewares.Add(middleware);
        return this;
    }

    private void ThrowIfBuilt()
    {
        if (built)
            throw new InvalidOperationException("The application has already been built.");
    }
}
