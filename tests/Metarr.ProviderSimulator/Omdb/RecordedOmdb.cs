using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Recordings;

namespace Metarr.ProviderSimulator.Omdb;

/// <summary>Serves recorded bodies by the id in them. Those of searches and failures have none and are left out.</summary>
internal sealed class RecordedOmdb : IOmdbBodies
{
    private readonly Dictionary<string, JsonObject> bodies = new(StringComparer.Ordinal);

    private RecordedOmdb(IEnumerable<(string Path, JsonObject Body)> recorded)
    {
        foreach (var (_, body) in recorded)
        {
            if ((string?)body["imdbID"] is { } id)
                bodies.TryAdd(id, body);
        }
    }

    /// <summary>Reads <c>omdb</c> below a folder; without one nothing is recorded.</summary>
    /// <exception cref="InvalidDataException">A file in it is no JSON object.</exception>
    public static RecordedOmdb Open(string folder) => new(RecordedFolder.Read(Path.Combine(folder, "omdb")));

    /// <inheritdoc/>
    public JsonObject? Find(string imdbId, bool fullPlot) => bodies.GetValueOrDefault(imdbId)?.DeepClone().AsObject();
}
