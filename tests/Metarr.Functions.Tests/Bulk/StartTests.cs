using Metarr.Cli.Hosting;
using Metarr.Functions.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Tests.Bulk;

/// <summary>Commands that start the app, and what they say when it cannot be started.</summary>
public sealed class StartTests(LocalServices services)
{
    [Fact]
    public async Task Demo_and_verify_tell_a_folder_that_cannot_be_used_in_one_line_and_end_with_2()
    {
        var file = Path.Combine(services.Folder, "file-" + Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(file, "no folder", TestContext.Current.CancellationToken);
        var images = Path.Combine(services.Folder, "images");

        foreach (var ran in new[]
        {
            await CommandLine.RunAsync("demo", "--data", file, "--images", images, "--port", "0", "--simulator-port", "0"),
            await CommandLine.RunAsync("verify", "--data", file),
        })
        {
            Assert.Equal(2, ran.ExitCode);
            Assert.Contains(file, Assert.Single(ran.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Storage:Prefix", "1-", "Storage__Prefix '1-' must be letters and digits that begin with a letter.")]
    [InlineData("Providers:Tmdb:ApiKey", "copied\u2026", "Providers__Tmdb__ApiKey holds characters that no key has; copy it again.")]
    [InlineData("Refresh:Mode", "often", "Refresh__Mode is 'often'; it must be queue, bulk or off.")]
    [InlineData("LocalRuntime:Port", "99999", "LocalRuntime__Port is 99999; a port lies between 0 and 65535.")]
    [InlineData("Providers:Tmdb:CallsPerSecond", "many", "Providers__tmdb__CallsPerSecond is 'many'; it must be a number.")]
    [InlineData("Live:Enabled", "perhaps", "Live__Enabled is 'perhaps'; it must be true or false.")]
    [InlineData("Downloads:StallTimeout", "soon", "Downloads__StallTimeout is 'soon'; it must be a time such as 00:00:10.")]
    [InlineData("Bulk:PageSize", "0", "Bulk__PageSize must be 1 or more.")]
    [InlineData("Downloads:AllowedHosts:0", "not a host", "'not a host' in AllowedHosts must be host or host:port.")]
    [InlineData("Downloads:Retries", "-1", "Downloads__MaxRedirects and Downloads__Retries must be 0 or more.")]
    public async Task A_wrong_setting_is_told_and_not_what_became_of_the_host(string setting, string value, string sentence)
    {
        var settings = new Dictionary<string, string?>
        {
            ["LocalRuntime:Port"] = "0",
            ["LocalRuntime:DataDirectory"] = Path.Combine(services.Folder, "s" + Guid.NewGuid().ToString("N")),
            ["AzureWebJobsStorage"] = services.Storage,
            [setting] = value,
        };

        var refused = await Assert.ThrowsAsync<AppNotStartedException>(
            () => LocalApp.StartAsync(settings, LogLevel.None, TestContext.Current.CancellationToken));

        Assert.Equal(sentence, refused.Message);
    }
}
