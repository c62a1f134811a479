using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Metarr.ProviderSimulator.Imaging.Delivery;

/// <summary>An image CDN that names its files by their whole path and asks for no credentials.</summary>
internal static class CdnRoutes
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Serves everything below <paramref name="prefix"/>.</summary>
    /// <param name="app">Takes the route.</param>
    /// <param name="prefix">The path of the CDN, such as <c>/tvdb-images</c>.</param>
    /// <param name="find">The image under a path below the prefix (with its leading slash), or null.</param>
    /// <param name="store">Makes and keeps the files.</param>
    public static void Map(WebApplication app, string prefix, Func<string, ImageSpec?> find, ImageStore store) =>
        app.MapMethods($"{prefix}/{{**path}}", ReadMethods, async (string path, HttpContext context) =>
        {
            if (find($"/{path}") is not { Flaw: not ImageFlaw.Missing } spec)
                return Results.NotFound();
            var image = await store.GetAsync(spec, context.RequestAborted);
            context.Response.Headers.CacheControl = "public, max-age=31536000";
            return Results.File(image.File, image.ContentType, entityTag: new EntityTagHeaderValue(image.ETag));
        });
}
