using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>Serves a folder of recorded bodies, and makes the images they list.</summary>
internal sealed class RecordedTmdb : ITmdbBodies, IImageCatalogue
{
    private static readonly string[] Parts =
    [
        "account_states", "aggregate_credits", "alternative_titles", "changes", "content_ratings", "credits", "external_ids",
        "images", "keywords", "lists", "recommendations", "release_dates", "reviews", "similar", "translations", "videos",
    ];

    private readonly Dictionary<string, string> files;
    private readonly Dictionary<string, ImageSpec> images;

    private RecordedTmdb(Dictionary<string, string> files)
    {
        this.files = files;
        var catalogue = new RecordedImages();
        foreach (var (path, file) in files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            catalogue.Add(path, Read(file));
        images = catalogue.Build();
        Films = [.. files.Keys.Where(IsFilm).Select(Describe).OrderBy(film => film.TmdbId)];
    }

    /// <summary>The recorded films, ordered by id.</summary>
    public IReadOnlyList<SimulatedFilm> Films { get; }

    /// <summary>Reads what a folder holds.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or no <c>tmdb/3</c> or <c>3</c> in it.</exception>
    /// <exception cref="InvalidDataException">A file in it is no JSON object.</exception>
    public static RecordedTmdb Open(string folder)
    {
        var root = new[] { Path.Combine(folder, "tmdb", "3"), Path.Combine(folder, "3") }.FirstOrDefault(Directory.Exists)
            ?? throw new DirectoryNotFoundException(
                $"{Path.GetFullPath(folder)} holds no recorded bodies: neither tmdb/3 nor 3 is in it.");
        return new(Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories)
            .ToDictionary(file => RequestPath(root, file), StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public JsonObject? Find(string path)
    {
        if (path.StartsWith("find/tt", StringComparison.Ordinal) && !files.ContainsKey(path))
            return FindFilm(path["find/".Length..]);
        if (files.TryGetValue(path, out var file))
            return WithoutParts(Read(file));
        return PartOfRecordedTitle(path);
    }

    /// <inheritdoc/>
    public ImageSpec? FindImage(string filePath) => images.GetValueOrDefault(filePath);

    private static string RequestPath(string root, string file) =>
        Path.ChangeExtension(Path.GetRelativePath(root, file), null).Replace('\\', '/');

    private static JsonObject Read(string file)
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

    private static JsonObject WithoutParts(JsonObject body)
    {
        // A body of one part can have its own name as a key (keywords): only a title has parts to take out.
        if (!body.ContainsKey("title") && !body.ContainsKey("name"))
            return body;
        foreach (var part in Parts)
            body.Remove(part);
        return body;
    }

    private static bool IsFilm(string path) =>
        path.StartsWith("movie/", StringComparison.Ordinal) && int.TryParse(path["movie/".Length..], out _);

    /// <summary>A part that was recorded inside its title's body.</summary>
    private JsonObject? PartOfRecordedTitle(string path)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0 || !files.TryGetValue(path[..slash], out var file))
            return null;
        var title = Read(file);
        if (!title.Remove(path[(slash + 1)..], out var part) || part is not JsonObject body)
            return null;
        if (title["id"] is { } id)
            body.Insert(0, "id", id.DeepClone());
        return body;
    }

    private JsonObject? FindFilm(string imdbId)
    {
        if (Films.FirstOrDefault(film => film.ImdbId == imdbId) is not { } film)
            return null;
        return FindResult.Of(Find(FilmPath(film.TmdbId))!);
    }

    private SimulatedFilm Describe(string path)
    {
        var body = Read(files[path]);
        var date = (string?)body["release_date"] ?? "";
        var year = date.Length >= 4 ? int.Parse(date.AsSpan(0, 4), CultureInfo.InvariantCulture) : 0;
        return new((int)body["id"]!, (string?)body["imdb_id"], (string?)body["title"] ?? "", year);
    }

    private static string FilmPath(int id) => string.Create(CultureInfo.InvariantCulture, $"movie/{id}");
}
