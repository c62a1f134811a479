using Metarr.ProviderSimulator.Imaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>TMDB's image CDN under <c>/tmdb-images/t/p</c>. It asks for no credentials, as the real one.</summary>
internal static class TmdbImageRoutes
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(WebApplication app, IReadOnlyList<IImageCatalogue> catalogues, ImageStore store) =>
        app.MapMethods("/tmdb-images/t/p/{size}/{name}", ReadMethods, async (string size, string name, HttpContext context) =>
        {
            if (Find(catalogues, $"/{name}") is not { } original || ImageSize.Scale(original, size) is not { } spec)
                return Results.NotFound();
            var image = await store.GetAsync(spec, context.RequestAborted);
            context.Response.Headers.CacheControl = "public, max-age=31536000";
            return Results.File(image.File, image.ContentType, entityTag: new EntityTagHeaderValue(image.ETag));
        });

    private static ImageSpec? Find(IReadOnlyList<IImageCatalogue> catalogues, string filePath)
    {
        var spec = Listed(catalogues, filePath) ?? BitmapOfVector(catalogues, filePath);
        return spec is { Flaw: ImageFlaw.Missing } ? null : spec;
    }

    /// <summary>TMDB draws a bitmap of every SVG under the same name with <c>.png</c>.</summary>
    private static ImageSpec? BitmapOfVector(IReadOnlyList<IImageCatalogue> catalogues, string filePath) =>
        Path.GetExtension(filePath) == ".png" && Listed(catalogues, Path.ChangeExtension(filePath, ".svg")) is { } vector
            ? vector with { FilePath = filePath }
            : null;

    private static ImageSpec? Listed(IReadOnlyList<IImageCatalogue> catalogues, string filePath) =>
        catalogues.Select(catalogue => catalogue.FindImage(filePath)).FirstOrDefault(spec => spec is not null);
}
