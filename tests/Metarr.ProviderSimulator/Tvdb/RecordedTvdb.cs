using System.Globalization;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Recordings;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>Serves recorded bodies that say which record they are (<c>movies_idExtended.json</c> with an id in its data), and
/// makes the images they list. Those that do not say it have no address and are left out.</summary>
internal sealed class RecordedTvdb : ITvdbBodies
{
    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["id"] = "",
        ["idExtended"] = "/extended",
        ["idArtworks"] = "/artworks",
    };

    private readonly Dictionary<string, JsonObject> bodies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImageSpec> images = new(StringComparer.Ordinal);

    private RecordedTvdb(IEnumerable<(string Path, JsonObject Body)> recorded)
    {
        foreach (var (path, body) in recorded)
        {
            if (body["data"] is not JsonObject data || PathOf(path, data) is not { } address || !bodies.TryAdd(address, data))
                continue;
            AddImages(data);
        }
    }

    /// <summary>Reads <c>tvdb/v4</c> below a folder; without one nothing is recorded.</summary>
    /// <exception cref="InvalidDataException">A file in it is no JSON object.</exception>
    public static RecordedTvdb Open(string folder) => new(RecordedFolder.Read(Path.Combine(folder, "tvdb", "v4")));

    /// <inheritdoc/>
    public JsonNode? Find(TvdbQuery query) => bodies.GetValueOrDefault(query.Path)?.DeepClone();

    /// <inheritdoc/>
    public IEnumerable<JsonObject> FindByRemoteId(string id)
    {
        foreach (var (path, body) in bodies)
        {
            if (body["remoteIds"] is not JsonArray ids || !ids.Any(remote => (string?)remote?["id"] == id))
                continue;
            var kind = path.Split('/')[0];
            yield return new() { [kind == "movies" ? "movie" : kind] = body.DeepClone() };
        }
    }

    /// <inheritdoc/>
    public ImageSpec? FindImage(string path) => images.GetValueOrDefault(path);

    /// <summary><c>movies_idExtended</c> with the id 12586 is <c>movies/12586/extended</c>.</summary>
    private static string? PathOf(string file, JsonObject data) =>
        file.Split('_') is [var kind, var part] && Parts.TryGetValue(part, out var below)
            && data["id"] is JsonValue number && number.TryGetValue(out int id)
            ? string.Create(CultureInfo.InvariantCulture, $"{kind}/{id}{below}")
            : null;

    private void AddImages(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                AddImages(item);
        }
        if (node is not JsonObject entry)
            return;
        if (entry["image"] is JsonValue image && image.TryGetValue(out string? address))
            AddImage(address, entry);
        if (entry["personImgURL"] is JsonValue photo && photo.TryGetValue(out string? portrait))
            AddImage(portrait, entry);
        foreach (var (_, value) in entry)
            AddImages(value);
    }

    private void AddImage(string address, JsonObject entry)
    {
        var path = address.StartsWith('/') ? address : TvdbWords.Images.PathOf(address);
        if (path is null)
            return;
        var type = TypeOf(entry);
        var (width, height) = ((int?)entry["width"] ?? 0, (int?)entry["height"] ?? 0);
        var spec = new ImageSpec(path, width > 0 ? width : type.Width, height > 0 ? height : type.Height, type.Kind)
        {
            Scene = StableHash.Of(path),
        };
        // A stated size wins over one that is only usual.
        if (width > 0 || !images.ContainsKey(path))
            images[path] = spec;
    }

    /// <summary>An artwork says its type, a season or episode its image's; a character's <c>type</c> is a profession.</summary>
    private static TvdbArtType TypeOf(JsonObject entry)
    {
        var stated = entry["imageType"] ?? (entry.ContainsKey("peopleId") ? null : entry["type"]);
        var id = stated is JsonValue number && number.TryGetValue(out int type) ? type : 0;
        var usual = entry.ContainsKey("peopleId") || entry.ContainsKey("personName") ? 13 : 2;
        return TvdbArtType.All.FirstOrDefault(known => known.Id == id) ?? TvdbArtType.Of(usual);
    }
}
