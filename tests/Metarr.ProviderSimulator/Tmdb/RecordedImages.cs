using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Imaging.Lettering;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>Gathers every image path of the recorded bodies, with its stated size where one is stated.</summary>
internal sealed class RecordedImages
{
    /// <summary>Paths that stand alone, without a size: what TMDB mostly has there.</summary>
    private static readonly Dictionary<string, (ArtKind Kind, int Width, int Height)> Unsized = new(StringComparer.Ordinal)
    {
        ["poster_path"] = (ArtKind.Poster, 1000, 1500),
        ["backdrop_path"] = (ArtKind.Backdrop, 1920, 1080),
        ["still_path"] = (ArtKind.Backdrop, 1920, 1080),
        ["profile_path"] = (ArtKind.Profile, 800, 1200),
        ["logo_path"] = (ArtKind.Logo, 500, 200),
    };

    private readonly Dictionary<string, ImageSpec> sized = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> titles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImageSpec> unsized = new(StringComparer.Ordinal);

    /// <summary>Takes in one body that was recorded under <paramref name="path"/>; a title's own body comes before its
    /// parts.</summary>
    public void Add(string path, JsonObject body)
    {
        var source = string.Join('/', path.Split('/').Take(2));
        if ((string?)(body["title"] ?? body["name"]) is { } title)
            titles.TryAdd(source, title);
        Visit(body, source, titles.GetValueOrDefault(source, ""), "");
    }

    /// <summary>The catalogue by file path; a stated size wins over an assumed one.</summary>
    public Dictionary<string, ImageSpec> Build()
    {
        var all = new Dictionary<string, ImageSpec>(unsized, StringComparer.Ordinal);
        foreach (var (path, spec) in sized)
            all[path] = spec;
        return all;
    }

    private static ArtKind KindOf(string list) => list switch
    {
        "posters" => ArtKind.Poster,
        "logos" => ArtKind.Logo,
        "profiles" => ArtKind.Profile,
        _ => ArtKind.Backdrop,
    };

    private void Visit(JsonNode? node, string source, string title, string list)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                    Visit(item, source, title, list);
                break;
            case JsonObject entry:
                VisitObject(entry, source, title, list);
                break;
        }
    }

    private void VisitObject(JsonObject entry, string source, string title, string list)
    {
        if (entry["file_path"] is JsonValue path && entry["width"] is { } width && entry["height"] is { } height)
            AddSized((string)path!, (int)width, (int)height, KindOf(list), Lettering(entry, title), source);
        foreach (var (name, value) in entry)
        {
            if (value is JsonValue text && Unsized.TryGetValue(name, out var shape) && text.TryGetValue(out string? filePath))
                unsized.TryAdd(filePath, Spec(filePath, shape.Width, shape.Height, shape.Kind, [], source));
            else
                Visit(value, source, title, name);
        }
    }

    private void AddSized(string filePath, int width, int height, ArtKind kind, string[] lettering, string source)
    {
        if (width > 0 && height > 0)
            sized.TryAdd(filePath, Spec(filePath, width, height, kind, lettering, source));
    }

    private static string[] Lettering(JsonObject image, string title) =>
        (string?)image["iso_639_1"] is { } language ? [.. TitleBlock.Lines(title), language.ToUpperInvariant()] : [];

    /// <summary>Real titles show the same key art again and again: a third of the images shares a scene with another.</summary>
    private static ImageSpec Spec(string filePath, int width, int height, ArtKind kind, string[] lettering, string source)
    {
        var own = StableHash.Of(filePath);
        var title = StableHash.Of(source);
        var scene = own % 3 == 0 ? StableHash.Mix(title, (ulong)kind * 100 + own / 3 % 24) : own;
        return new(filePath, width, height, kind)
        {
            Scene = scene,
            Lettering = lettering,
            Quality = 80 + (int)(own / 7 % 13),
        };
    }
}
