using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Metarr.Functions.Activities;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Triggers;
using Metarr.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Tests.Hosting;

/// <summary><c>docs/configuration.md</c> lists the settings that the app reads: all of them, and no other.</summary>
public sealed partial class ConfigurationDocumentTests(LocalServices services)
{
    private static readonly string[] Providers = ["Tmdb", "Tvdb", "Fanart", "Omdb"];

    /// <summary>Where the page goes on with what lies in the storage.</summary>
    private const string WhatPeopleSet = "## What people set";

    /// <summary>Sections that are the host's or the framework's own, and not settings of this app.</summary>
    private static readonly string[] OfOthers =
    [
        "AzureFunctionsJobHost:", "Logging:", "Kestrel:", "ConnectionStrings:", "Functions:", "AzureWebJobs.", "AzureWebJobsAzureWebJobsStorage", "WEBSITE_SITE_NAME",
    ];

    private static readonly HashSet<string> Sections = new(
        [
            "AzureFunctionsJobHost", "Logging", "LocalRuntime", "Storage", "Downloads", "ProviderCache", "Providers",
            .. Providers.Select(name => $"Providers:{name}"),
        ],
        StringComparer.OrdinalIgnoreCase);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_setting_that_the_app_reads_is_described_and_every_one_that_is_described_is_read()
    {
        var described = Described().ToHashSet(StringComparer.OrdinalIgnoreCase);

        var read = await ReadAsync();

        Assert.InRange(described.Count, 60, 200);
        Assert.Empty(read.Except(described, StringComparer.OrdinalIgnoreCase).Order());
        Assert.Empty(described.Except(read, StringComparer.OrdinalIgnoreCase).Order());
    }

    [Fact]
    public void Every_field_of_what_people_set_is_described_and_no_other()
    {
        var described = File.ReadLines(DocumentPath()).SkipWhile(line => line != WhatPeopleSet)
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);

        var fields = typeof(ChangePhaseConfig).GetProperties().Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name));

        Assert.Equal(fields.Order(), described.Order());
    }

    /// <summary>Starts the app over a configuration that remembers what it is asked for.</summary>
    private async Task<IReadOnlyCollection<string>> ReadAsync()
    {
        var name = "c" + Guid.NewGuid().ToString("N")[..12];
        var asked = new AskedSettings();
        var builder = FunctionsApplication.CreateBuilder(
        [
            "--LocalRuntime:Port=0",
            $"--LocalRuntime:DataDirectory={Path.Combine(services.Folder, name)}",
            $"--AzureWebJobsStorage={services.Storage}",
            $"--Storage:Prefix={name}",
            $"--ProviderCache:Container={name}-shared",

            // What is bound to a record is asked for only where its section has something.
            "--Downloads:Retries=2",
            .. Providers.Select(provider => $"--Providers:{provider}:BaseUrl=http://127.0.0.1:9/"),
        ]);
        builder.ConfigureFunctionsWebApplication();

        // The runtime looks through all there is for the emulator's name; what the machine has set is no setting of the app for it.
        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        sources.Remove(sources.Single(source => source is EnvironmentVariablesConfigurationSource));
        sources.Add(asked);
        builder.Logging.ClearProviders();
        builder.Services.AddFunctionsFrom(typeof(MetarrServices).Assembly);
        builder.Services.AddMetarr(builder.Configuration);
        var host = builder.Build();
        await using var disposed = (IAsyncDisposable)host;
        await host.StartAsync(Cancelled);
        var page = ActivatorUtilities.CreateInstance<ReadTitlePage>(host.Services);
        await page.RunAsync(new PageRequest(new BulkRequest("job", false, false, false, false), null), Cancelled);
        return [.. asked.Names.Where(IsOurs).Select(setting => setting.Replace(":", "__", StringComparison.Ordinal))];
    }

    /// <summary>Names of the web host's own settings begin with a small letter; whether there are credentials follows from them.</summary>
    private static bool IsOurs(string setting) =>
        char.IsAsciiLetterUpper(setting[0])
        && !Sections.Contains(setting)
        && !setting.EndsWith(":HasCredentials", StringComparison.Ordinal)
        && !OfOthers.Any(prefix => setting.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The names in the first columns of the tables, each written out; of a list the name of all of it.</summary>
    private static IEnumerable<string> Described() =>
        from line in File.ReadLines(DocumentPath()).TakeWhile(line => line != WhatPeopleSet)
        where line.StartsWith("| `", StringComparison.Ordinal)
        from name in Code().Matches(line[..line.IndexOf(" | ", StringComparison.Ordinal)])
        from setting in WrittenOut(name.Groups[1].Value)
        select setting.EndsWith("__0", StringComparison.Ordinal) ? setting[..^3] : setting;

    private static IEnumerable<string> WrittenOut(string name) => Choice().Match(name) is { Success: true } choice
        ? choice.Groups[1].Value.Split(',').Select(one => name.Replace(choice.Value, one, StringComparison.Ordinal))
        : [name];

    private static string DocumentPath([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/configuration.md"));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Choice();

    /// <summary>Has no setting, and remembers what it was asked for.</summary>
    private sealed class AskedSettings : ConfigurationProvider, IConfigurationSource
    {
        private readonly ConcurrentDictionary<string, bool> names = new(StringComparer.OrdinalIgnoreCase);

        public IEnumerable<string> Names => names.Keys;

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            names.TryAdd(key, true);
            value = null;
            return false;
        }
    }
}
