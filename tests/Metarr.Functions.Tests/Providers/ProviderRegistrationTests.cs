using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Downloads;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Tests.Providers;

public sealed class ProviderRegistrationTests
{
    [Fact]
    public void A_configured_image_host_stands_beside_the_providers_own()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Downloads:AllowedHosts:0"] = "art.example" })
            .Build();

        var hosts = configuration.GetSection("Downloads").Get<DownloadOptions>()!.AllowedHosts;

        Assert.Equal([.. new DownloadOptions().AllowedHosts, "art.example"], hosts);
    }

    [Fact]
    public async Task Providers_without_a_key_are_off_and_say_once_which_setting_they_lack()
    {
        using var log = new CapturedLog();
        await using var services = Services(log, ("Providers:Fanart:ApiKey", "key-of-fanart"), ("Providers:Tmdb:ReadToken", "token"));

        var announcement = Assert.Single(services.GetServices<IHostedService>().OfType<ProviderAnnouncement>());
        await announcement.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "The provider tvdb is off: it has no key. Set Providers__Tvdb__ApiKey to use it",
                "The provider omdb is off: it has no key. Set Providers__Omdb__ApiKey to use it",
            ],
            log.Lines);
    }

    [Fact]
    public async Task A_key_that_the_vault_does_not_have_leaves_its_provider_off()
    {
        using var log = new CapturedLog();
        await using var services = Services(
            log, ("Providers:Tmdb:ReadToken", "token"), ("Providers:Omdb:ApiKey", "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/omdb-api-key)"));

        var configured = services.GetServices<IMetadataProvider>().Where(provider => provider.IsConfigured).Select(provider => provider.Name);

        Assert.Equal(["tmdb"], configured);
    }

    [Fact]
    public async Task Each_provider_is_registered_once_with_the_settings_of_its_section()
    {
        using var log = new CapturedLog();
        await using var services = Services(
            log,
            ("Providers:Tmdb:ApiKey", "a"),
            ("Providers:Tvdb:ApiKey", "b"),
            ("Providers:Tvdb:Pin", "1"),
            ("Providers:Fanart:ApiKey", "c"),
            ("Providers:Omdb:ApiKey", "d"));

        var providers = services.GetServices<IMetadataProvider>().ToList();

        Assert.Equal(["tmdb", "tvdb", "fanart", "omdb"], providers.Select(provider => provider.Name));
        Assert.All(providers, provider => Assert.True(provider.IsConfigured));
    }

    [Fact]
    public async Task A_setting_that_cannot_be_used_is_named()
    {
        using var log = new CapturedLog();
        await using var services = Services(log, ("Providers:Omdb:BaseUrl", "https://user:secret@omdb.example/"));

        var fault = Assert.Throws<ArgumentException>(() => services.GetServices<IMetadataProvider>().ToList());

        Assert.StartsWith("Providers:Omdb:BaseUrl must be", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(CapturedLog log, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("AzureWebJobsStorage", "UseDevelopmentStorage=true"))
                .Select(setting => KeyValuePair.Create<string, string?>(setting.Item1, setting.Item2)))
            .Build();
        return new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(log))
            .AddMetarr(configuration)
            .BuildServiceProvider();
    }

    private sealed class CapturedLog : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
