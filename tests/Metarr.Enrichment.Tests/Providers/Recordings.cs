namespace Metarr.Enrichment.Tests.Providers;

/// <summary>Bodies recorded from the live services, which lie beside the repository on some machines.</summary>
internal static class Recordings
{
    /// <summary>A recorded body; the test is skipped where there are none.</summary>
    public static byte[] Read(string path)
    {
        var file = Path.Combine(Folder ?? "", path);
        if (!File.Exists(file)) Assert.Skip($"No recording at ../shared/recordings/{path} beside the repository.");
        return File.ReadAllBytes(file);
    }

    /// <summary>The folder that they lie in; null where there is none.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Metarr.Functions.sln"))) folder = folder.Parent;
        return folder?.Parent is { } parent && Path.Combine(parent.FullName, "shared", "recordings") is var found && Directory.Exists(found)
            ? found
            : null;
    }
}
