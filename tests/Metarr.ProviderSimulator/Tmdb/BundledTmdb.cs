using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Tmdb.Series;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>Serves the bundled library in TMDB's words.</summary>
internal sealed class BundledTmdb : ITmdbBodies, IImageCatalogue
{
    private readonly FrozenDictionary<string, ImageSpec> images;

    private BundledTmdb()
    {
        var art = BundledLibrary.All.SelectMany(film => film.Art.All).Select(image => image.Spec);
        var portraits = InventedPeople.All.Where(person => person.ProfilePath is not null).Select(Portrait);
        images = art.Concat(portraits).Concat(BundledTv.Images).ToFrozenDictionary(spec => spec.FilePath, StringComparer.Ordinal);
    }

    public static BundledTmdb Instance { get; } = new();

    /// <inheritdoc/>
    public JsonObject? Find(string path) => path.Split('/') switch
    {
        ["configuration"] => ConfigurationJson.Body(),
        ["movie", var id] when FilmOf(id) is { } film => FilmJson.Body(film),
        ["movie", var id, var part] when FilmOf(id) is { } film => FilmJson.Part(film, part),
        ["find", var imdbId] when BundledLibrary.All.FirstOrDefault(film => film.Film.ImdbId == imdbId) is { } film =>
            FindResult.Of(FilmJson.Body(film)),
        ["find", var foreignId] => BundledTv.FindByForeignId(foreignId),
        ["tv", .. var rest] => BundledTv.Find(rest),
        _ => null,
    };

    /// <inheritdoc/>
    public ImageSpec? FindImage(string filePath) => images.GetValueOrDefault(filePath);

    private static BundledFilm? FilmOf(string id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? BundledLibrary.Find(number) : null;

    private static ImageSpec Portrait(Person person) =>
        new(person.ProfilePath!, 600, 900, ArtKind.Profile) { Scene = StableHash.Mix(0xFACE, (ulong)person.Id) };
}
