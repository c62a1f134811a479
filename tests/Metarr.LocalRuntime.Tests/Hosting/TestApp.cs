using Metarr.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Metarr.LocalRuntime.Tests.Hosting;

/// <summary>A function app of a few classes, on a free port, with its data in a folder that goes away with it.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly IHost host;
    private readonly string folder;

    private TestApp(IHost host, string folder)
    {
        this.host = host;
        this.folder = folder;
        Http = new HttpClient { BaseAddress = host.Services.GetRequiredService<LocalRuntimeEndpoint>().BaseAddress };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => host.Services;

    public static Task<TestApp> StartAsync(Type functions, params string[] settings) => StartAsync(functions, _ => { }, settings);

    public static async Task<TestApp> StartAsync(Type functions, Action<FunctionsApplicationBuilder> configure, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("metarr-host-").FullName;
        var host = Build([functions], configure, [$"--LocalRuntime:DataDirectory={folder}", .. settings]);
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            return new TestApp(host, folder);
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public static IHost Build(IEnumerable<Type> functions, Action<FunctionsApplicationBuilder> configure, params string[] settings)
    {
        var builder = FunctionsApplication.CreateBuilder(["--LocalRuntime:Port=0", "--LocalRuntime:StartAzurite=false", .. settings]);
        builder.ConfigureFunctionsWebApplication();
        foreach (var type in functions)
            builder.Services.AddFunctionsFrom(type);
        configure(builder);
        return builder.Build();
    }

    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
