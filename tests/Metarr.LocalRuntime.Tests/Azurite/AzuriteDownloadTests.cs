using System.Text.Json;
using Metarr.LocalRuntime.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.LocalRuntime.Tests.Azurite;

/// <remarks>The package is a made one that lies beside the lock file, so that no registry is asked.</remarks>
public sealed class AzuriteDownloadTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_emulator_is_fetched_once_and_found_from_then_on()
    {
        using var folder = new TemporaryFolder();
        var download = Download(folder.Path);

        var fetched = await download.FetchAsync(Cancelled);
        BreakWhatIsFetched(folder.Path);
        var found = await download.FetchAsync(Cancelled);

        Assert.True(File.Exists(Path.Combine(fetched, "package.json")));
        Assert.Equal(fetched, found);
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(folder.Path, "cache")));
    }

    [Fact]
    public async Task Two_that_fetch_at_the_same_time_get_the_same_emulator()
    {
        using var folder = new TemporaryFolder();
        var (one, other) = (Download(folder.Path), Download(folder.Path));

        var fetched = await Task.WhenAll(one.FetchAsync(Cancelled), other.FetchAsync(Cancelled));

        Assert.Equal(fetched[0], fetched[1]);
        Assert.True(File.Exists(Path.Combine(fetched[0], "package.json")));
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(folder.Path, "cache")));
    }

    [Fact]
    public async Task A_fetch_that_fails_says_why_and_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var download = Download(folder.Path);
        BreakWhatIsFetched(folder.Path);

        var failure = await Assert.ThrowsAsync<AzuriteUnavailableException>(() => download.FetchAsync(Cancelled));

        Assert.StartsWith("npm could not fetch the Azurite storage emulator (exit code 1): npm ", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(folder.Path, "cache")));
    }

    /// <summary>Asks for another version than the lock file does, which npm refuses.</summary>
    private static void BreakWhatIsFetched(string folder) =>
        File.WriteAllText(Path.Combine(folder, "lock", "package.json"), """{"dependencies": {"azurite": "1.2.3"}}""");

    private static AzuriteDownload Download(string folder)
    {
        var (locks, made) = (Path.Combine(folder, "lock"), Path.Combine(folder, "made"));
        Directory.CreateDirectory(locks);
        Directory.CreateDirectory(made);
        File.WriteAllText(Path.Combine(made, "package.json"), """{"name": "azurite", "version": "0.0.1"}""");
        var dependencies = new Dictionary<string, string> { ["azurite"] = "file:../../made" };
        File.WriteAllText(Path.Combine(locks, "package.json"), JsonSerializer.Serialize(new { name = "made", dependencies }));
        File.WriteAllText(Path.Combine(locks, "package-lock.json"), JsonSerializer.Serialize(new
        {
            name = "made",
            lockfileVersion = 3,
            packages = new Dictionary<string, object>
            {
                [""] = new { name = "made", dependencies },
                ["../../made"] = new { name = "azurite", version = "0.0.1" },
                ["node_modules/azurite"] = new { resolved = "../../made", link = true },
            },
        }));
        return new AzuriteDownload(locks, Path.Combine(folder, "cache"), NullLogger.Instance);
    }
}
