namespace Metarr.Enrichment.Tests.Providers;

/// <summary>Bodies recorded from the live services, which lie beside the repository on some machines.</summary>
internal static class Recordings
{
    /// <summary>A recorded body; the test is skipped where there are none.</summary>
    public static byte[] Read(string path)
    {
        var root = Root() ?? "";
        var file = Path.Combine(root, path);
        if (!File.Exists(file)) Assert.Skip($"No recording at ../shared/recordings/{path} beside the repository.");
        return File.ReadAllBytes(file);
    }

    private static string? Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Metarr.Functions.sln"))) folder = folder.Parent;
        return folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "recordings") : null;
    }
}
