using System.Reflection;
using Metarr.Enrichment.Imaging;
using Metarr.Functions.Tests.Telemetry;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Metarr.Functions.Tests.Hosting;

/// <summary>What holds under any host: nothing here is set up by the local runtime.</summary>
public sealed class AppTests
{
    private const string Diagnostics = "Microsoft.AspNetCore.Hosting.Diagnostics";

    [Theory]
    [InlineData(null)]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.AspNetCore.Hosting")]
    public void Lines_that_show_the_query_of_a_request_and_with_it_keys_are_not_written(string? raised)
    {
        using var lines = new ScopedLines();
        using var host = Build(lines, raised is null ? [] : [new($"Logging:LogLevel:{raised}", "Trace")]);

        Assert.False(Logger(host, Diagnostics).IsEnabled(LogLevel.Information));
        Assert.True(Logger(host, Diagnostics).IsEnabled(LogLevel.Warning));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("Information", true)]
    public void The_web_server_tells_warnings_unless_more_is_asked_for(string? level, bool expected)
    {
        using var lines = new ScopedLines();
        using var host = Build(lines, [new("Logging:LogLevel:Microsoft.AspNetCore", level)]);

        Assert.Equal(expected, Logger(host, "Microsoft.AspNetCore.Routing.EndpointMiddleware").IsEnabled(LogLevel.Information));
    }

    [Fact]
    public void The_largest_image_is_taken()
    {
        using var lines = new ScopedLines();
        using var host = Build(lines, []);

        var limit = host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestBodySize;

        // More, so that it is the app that refuses a larger one, with a sentence.
        Assert.True(limit > ImageLimits.Default.MaxBytes, $"The web server takes {limit} bytes.");
    }

    [Fact]
    public void Every_function_can_be_made_from_what_is_registered_here_and_by_any_host()
    {
        using var lines = new ScopedLines();
        using var host = Build(lines, [new("AzureWebJobsStorage", "UseDevelopmentStorage=true")]);
        var classes = typeof(MetarrServices).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetMethods().Any(method => method.GetCustomAttribute<FunctionAttribute>() is not null))
            .ToList();

        Assert.NotEmpty(classes);
        Assert.All(classes, type => ActivatorUtilities.CreateInstance(host.Services, type));
    }

    private static IHost Build(ScopedLines lines, KeyValuePair<string, string?>[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddProvider(lines);
        builder.Services.AddMetarr(builder.Configuration);

        // As hosts do in development, and the Core Tools with them: what cannot be made is told before the app starts.
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        return builder.Build();
    }

    private static ILogger Logger(IHost host, string category) => host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
}
