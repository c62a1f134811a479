using Metarr.Functions.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Functions.Tests.Hosting;

/// <summary>A second instance of the app on the same storage, whose every call to the storage a test can step in before.</summary>
internal sealed class OtherInstance : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private OtherInstance(StorageDetour storage, ServiceProvider services) => (Storage, this.services) = (storage, services);

    /// <summary>The way to the storage.</summary>
    public StorageDetour Storage { get; }

    /// <summary>Makes the instance; nothing of it runs by itself.</summary>
    /// <param name="app">The app whose library it shares.</param>
    /// <param name="shared">What all tests share.</param>
    /// <param name="time">Its clock; the machine's by default.</param>
    public static async Task<OtherInstance> StartAsync(TestApp app, LocalServices shared, TimeProvider? time = null)
    {
        var storage = await StorageDetour.OpenAsync(shared.Storage);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = storage.ConnectionString,
            ["Storage:Prefix"] = app.Storage.Titles.Name[..^"Titles".Length],
            ["Providers:Tmdb:BaseUrl"] = app.Simulator.TmdbApi.ToString(),
            ["Providers:Tmdb:ImageBaseUrl"] = app.Simulator.TmdbImages.ToString(),
            ["Providers:Tmdb:ReadToken"] = app.Simulator.Options.TmdbReadToken,
            ["Providers:Tmdb:ImagesPerSecond"] = "1000",
            ["Downloads:LocalHosts:0"] = app.Simulator.BaseAddress.Authority,
        }).Build();
        QueueNames.AddDefaults(configuration);
        var parts = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton(time ?? TimeProvider.System).AddLogging();
        return new OtherInstance(storage, parts.AddMetarr(configuration).BuildServiceProvider());
    }

    /// <summary>One of its parts.</summary>
    public T Part<T>() => ActivatorUtilities.GetServiceOrCreateInstance<T>(services);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Storage.DisposeAsync();
    }
}
