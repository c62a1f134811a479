using System.Text.Json;
using System.Text.Json.Nodes;

namespace Metarr.ProviderSimulator.Recordings;

/// <summary>Reads the recorded bodies below a folder.</summary>
internal static class RecordedFolder
{
    /// <summary>Every body in a folder and those below it, by its path there without the extension; empty when there is no such
    /// folder.</summary>
    /// <exception cref="InvalidDataException">A file is no JSON object.</exception>
    public static IReadOnlyList<(string Path, JsonObject Body)> Read(string folder) => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (PathOf(folder, file), Parse(file)))];

    private static string PathOf(string folder, string file) =>
        Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace('\\', '/');

    private static JsonObject Parse(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(file)) as JsonObject
                ?? throw new InvalidDataException($"{file} is no recorded body: it holds no JSON object.");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{file} is no recorded body: {failure.Message}", failure);
        }
    }
}
