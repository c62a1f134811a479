using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Recordings;

namespace Metarr.ProviderSimulator.Fanart;

/// <summary>Serves recorded bodies (<c>fanart/v3/movies/120.json</c>), and makes the images they list in the usual size of their
/// kind.</summary>
internal sealed class RecordedFanart : IFanartBodies
{
    private readonly Dictionary<string, JsonObject> bodies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImageSpec> images = new(StringComparer.Ordinal);

    private RecordedFanart(IEnumerable<(string Path, JsonObject Body)> recorded)
    {
        foreach (var (path, body) in recorded)
        {
            bodies[path] = body;
            // A film answers to its IMDb id as well.
            if ((string?)body["imdb_id"] is { Length: > 0 } imdbId)
                bodies.TryAdd($"movies/{imdbId}", body);
            foreach (var (kind, list) in body)
            {
                if (list is JsonArray pictures)
                    AddImages(kind, pictures);
            }
        }
    }

    /// <summary>Reads <c>fanart/v3</c> below a folder; without one nothing is recorded.</summary>
    /// <exception cref="InvalidDataException">A file in it is no JSON object.</exception>
    public static RecordedFanart Open(string folder) => new(RecordedFolder.Read(Path.Combine(folder, "fanart", "v3")));

    /// <inheritdoc/>
    public JsonObject? Find(string kind, string id, FanartView view) =>
        bodies.GetValueOrDefault($"{kind}/{id}")?.DeepClone().AsObject();

    /// <inheritdoc/>
    public ImageSpec? FindImage(string path) => images.GetValueOrDefault(path);

    private void AddImages(string kind, JsonArray pictures)
    {
        var shape = FanartKind.OfFilms.Concat(FanartKind.OfSeries).Concat(FanartKind.OfSeasons)
            .FirstOrDefault(known => known.Name == kind) ?? FanartKind.OfFilms[0];
        foreach (var address in pictures.Select(picture => (string?)picture?["url"]))
        {
            if (address is not null && FanartRoutes.Images.PathOf(address) is { } path)
                images[path] = new(path, shape.Width, shape.Height, shape.Kind) { Scene = StableHash.Of(path) };
        }
    }
}
