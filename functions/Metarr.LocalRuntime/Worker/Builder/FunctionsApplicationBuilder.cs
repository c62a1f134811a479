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
    private readonly WebApplicationBuilder _web;
    private readonly MiddlewareChain _middlewares = new();
    private bool _built;

    internal FunctionsApplicationBuilder(string[]? args) => _web = LocalRuntimeBuilder.CreateWebBuilder(args ?? []);

    /// <inheritdoc/>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    /// <inheritdoc/>
    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    /// <summary>The app's settings: host.json, local.settings.json, environment and command line, later ones winning.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => _web.Environment;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => _web.Logging;

    /// <inheritdoc/>
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <inheritdoc/>
    public IServiceCollection Services => _web.Services;

    internal bool ServesHttp { get; set; }

    /// <summary>Finds the functions and makes the host that serves them. Can be called once.</summary>
    /// <returns>The host; start it with <c>RunAsync</c> or <c>StartAsync</c>.</returns>
    /// <exception cref="InvalidOperationException">
    /// It was called before, or a function is wrong: a duplicate name, a signature that cannot be bound, a route that conflicts.
    /// </exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        return LocalRuntimeBuilder.Build(_web, _middlewares, ServesHttp);
    }

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        ThrowIfBuilt();
        _middlewares.Add(middleware);
        return this;
    }

    private void ThrowIfBuilt()
    {
        if (_built)
            throw new InvalidOperationException("The application has already been built.");
    }
}
