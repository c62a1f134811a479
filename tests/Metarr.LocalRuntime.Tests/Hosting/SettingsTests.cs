using Metarr.LocalRuntime.Hosting;
using Metarr.LocalRuntime.Hosting.Settings;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;

namespace Metarr.LocalRuntime.Tests.Hosting;

public sealed class SettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("metarr-settings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_values_of_local_settings_become_settings_with_sections()
    {
        File.WriteAllText(Path.Combine(folder, "local.settings.json"), """
            { // comments are allowed
              "IsEncrypted": false,
              "Values": { "Providers__Tmdb__ApiKey": "k", "AzureWebJobsStorage": "UseDevelopmentStorage=true" },
              "Host": { "LocalHttpPort": 7072 }
            }
            """);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(LocalSettings.Read(folder)).Build();
        Assert.Equal("k", settings["Providers:Tmdb:ApiKey"]);
        Assert.Equal("UseDevelopmentStorage=true", settings["AzureWebJobsStorage"]);
        Assert.Null(settings["Host:LocalHttpPort"]);
    }

    [Fact]
    public void Host_json_is_read_into_the_section_of_the_functions_host_and_gives_log_levels()
    {
        File.WriteAllText(Path.Combine(folder, "host.json"), """
            { "version": "2.0", "logging": { "logLevel": { "Some.Area": "Error" } }, "extensions": { "http": { "routePrefix": "" } } }
            """);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(HostJson.Read(folder)).Build();
        Assert.Equal("", settings["AzureFunctionsJobHost:extensions:http:routePrefix"]);
        Assert.Equal("Error", settings["Logging:LogLevel:Some.Area"]);
    }

    [Fact]
    public void Storage_is_the_emulator_unless_something_else_is_said()
    {
        Assert.Equal("UseDevelopmentStorage=true", FunctionsApplication.CreateBuilder([]).Configuration["AzureWebJobsStorage"]);
        Assert.Equal("x", FunctionsApplication.CreateBuilder(["--AzureWebJobsStorage=x"]).Configuration["AzureWebJobsStorage"]);
        Assert.Null(FunctionsApplication.CreateBuilder(["--AzureWebJobsStorage:accountName=x"]).Configuration["AzureWebJobsStorage"]);
    }

    [Theory]
    [InlineData("--LocalRuntime:Port=70000", "LocalRuntime:Port is 70000")]
    [InlineData("--LocalRuntime:Address=example.org", "LocalRuntime:Address is 'example.org'")]
    [InlineData("--AzureFunctionsJobHost:extensions:queues:batchSize=33", "extensions.queues.batchSize of host.json is 33")]
    public void A_setting_out_of_range_fails_with_a_sentence(string setting, string sentence)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => TestApp.Build([typeof(HttpTests.Routes)], _ => { }, setting));
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_this_machine_can_connect_unless_told_otherwise() => Assert.Equal("127.0.0.1", new LocalRuntimeOptions().Address);
}
