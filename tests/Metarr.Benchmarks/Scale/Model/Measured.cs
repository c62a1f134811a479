using System.Text.Json;

namespace Metarr.Benchmarks.Scale.Model;

/// <summary>What was measured of titles under three circumstances; the model goes by it.</summary>
/// <param name="First">A title's first run, in a library that shares nothing.</param>
/// <param name="Refresh">A later run, when the providers say that nothing has changed.</param>
/// <param name="Shared">A title's first run, in a library that shares, when another has the title already.</param>
/// <param name="BulkEpisodesPerTitle">How often the orchestrator of the bulk run itself is awake for a title.</param>
internal sealed record Measured(TitleCost First, TitleCost Refresh, TitleCost Shared, double BulkEpisodesPerTitle)
{
    /// <summary>How the data of the model is written.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, IgnoreReadOnlyProperties = true };

    /// <summary>What was measured when the document was written.</summary>
    public static Measured Load() => Embedded<Measured>("measured.json");

    /// <summary>Reads data that lies in this assembly.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="name">The file's name.</param>
    internal static T Embedded<T>(string name)
    {
        using var stream = typeof(Measured).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }
}
