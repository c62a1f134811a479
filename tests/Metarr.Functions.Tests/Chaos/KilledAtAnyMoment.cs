using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.LocalRuntime.Azurite;
using Metarr.Tests.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Functions.Tests.Chaos;

public sealed class KilledAtAnyMoment : IDisposable
{
    private const int Films = 4;
    private const int Libraries = 4;
    private const int KillsPerLibrary = 5;

    /// <summary>About as long as an undisturbed run takes from the app's first answer to the last film.</summary>
    private const int LatestKillMilliseconds = 5000;

    private readonly string folder = Directory.CreateTempSubdirectory("metarr-chaos-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_kills_end_in_the_choices_of_an_undisturbed_run_with_nothing_half_written()
    {
        using var simulator = ReservedPort.Take();
        var undisturbed = Choices(await DemoProcess.RunAsync(Path.Combine(folder, "undisturbed"), Films, simulator, Cancelled));
        Assert.Equal(Films, undisturbed.Count);

        var random = new Random(20);
        for (var library = 0; library < Libraries; library++)
        {
            var data = Path.Combine(folder, $"killed-{library}");
            for (var kill = 0; kill < KillsPerLibrary; kill++)
            {
                using var demo = DemoProcess.Start(data, Films, simulator);
                await demo.KillAsync(TimeSpan.FromMilliseconds(random.Next(LatestKillMilliseconds)), Cancelled);
            }

            Assert.Equal(undisturbed, Choices(await DemoProcess.RunAsync(data, Films, simulator, Cancelled)));
            await AssertStorageIsSoundAsync(data, undisturbed.Keys);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task AssertStorageIsSoundAsync(string data, IEnumerable<string> ids)
    {
        await using var azurite = await AzuriteProcess.EnsureRunningAsync(
            new AzuriteOptions(data) { UseFreePorts = true }, NullLoggerFactory.Instance, TimeProvider.System, Cancelled);
        var storage = new StorageClients(new StorageOptions(azurite.ConnectionString, null, "demo"));
        await StorageAudit.AssertSoundAsync(storage, [.. ids.Select(TitleId.Movie)]);
    }

    private static SortedDictionary<string, string> Choices(JsonObject result) => new(
        result["films"]!.AsArray().ToDictionary(film => film!["id"]!.GetValue<string>(), film => film!["chosen"]!.ToJsonString()),
        StringComparer.Ordinal);
}
