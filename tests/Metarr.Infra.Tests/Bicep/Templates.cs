namespace Metarr.Infra.Tests.Bicep;

/// <summary>The Bicep files of a folder, and what is wrong with them.</summary>
/// <param name="Files">Those that could be read, by full path.</param>
/// <param name="Problems">What is wrong, each with file and line.</param>
internal sealed record Templates(IReadOnlyDictionary<string, BicepFile> Files, IReadOnlyList<string> Problems)
{
    /// <summary>Reads and checks all Bicep files below a folder.</summary>
    public static Templates In(string folder) => Of(
        Directory.EnumerateFiles(folder, "*.bicep*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFullPath(path), File.ReadAllText));

    /// <summary>Checks files.</summary>
    /// <param name="sources">Their texts, by full path.</param>
    public static Templates Of(IReadOnlyDictionary<string, string> sources)
    {
        var (files, problems) = (new Dictionary<string, BicepFile>(), new List<string>());
        foreach (var (path, source) in sources)
        {
            try
            {
                files[path] = BicepParser.Read(path, source);
            }
            catch (BicepSyntaxException exception)
            {
                problems.Add($"{Path.GetFileName(path)}:{exception.Message}");
            }
        }

        problems.AddRange(files.Values.SelectMany(file => Rules(file, files).Select(problem => $"{Path.GetFileName(file.Path)}:{problem}")));
        return new Templates(files, problems);
    }

    private static IEnumerable<string> Rules(BicepFile file, Dictionary<string, BicepFile> all) =>
        [.. SymbolRules.Problems(file), .. ModuleRules.Problems(file, all), .. ResourceRules.Problems(file)];
}
