namespace Metarr.ProviderSimulator.Recordings;

/// <summary>Finds the bodies recorded from the live services. They belong to the services and are not part of the repository.</summary>
public static class RecordingsFolder
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "METARR_RECORDINGS";

    /// <summary>What to say where there is none.</summary>
    public const string Absent = $"There are no recorded bodies: set {Variable} to their folder, or put it as 'recordings' into a folder beside the repository.";

    private const string Name = "recordings";

    /// <summary>The folder that is named, or a folder <c>recordings</c> with bodies of TMDB in any folder beside the repository.</summary>
    /// <returns>Its path; null where there is none.</returns>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) return named;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Metarr.Functions.sln"))) folder = folder.Parent;
        return folder?.Parent?.EnumerateDirectories()
            .Select(beside => Path.Combine(beside.FullName, Name))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(found => Directory.Exists(Path.Combine(found, "tmdb")));
    }
}
