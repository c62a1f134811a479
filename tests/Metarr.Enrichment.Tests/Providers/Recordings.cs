using Metarr.ProviderSimulator.Recordings;

namespace Metarr.Enrichment.Tests.Providers;

/// <summary>Bodies recorded from the live services, which are there on some machines.</summary>
internal static class Recordings
{
    /// <summary>The folder that they lie in; null where there is none.</summary>
    public static string? Folder { get; } = RecordingsFolder.Find();

    /// <summary>A recorded body; the test is skipped where there are none.</summary>
    public static byte[] Read(string path)
    {
        var file = Path.Combine(Folder ?? "", path);
        Assert.SkipUnless(File.Exists(file), $"{path}: {RecordingsFolder.Absent}");
        return File.ReadAllBytes(file);
    }
}
