using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>A 200 with a weak ETag and a lifetime, or a 304 for whoever has that body already.</summary>
internal sealed class CacheableJson(TmdbBody body, HttpRequest request) : IResult
{
    /// <summary>Six hours, in the range TMDB states.</summary>
    private const string Lifetime = "public, max-age=21600";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = body.ETag;
        response.Headers.CacheControl = Lifetime;
        if (IsKnown())
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = "application/json;charset=utf-8";
        response.ContentLength = body.Bytes.Length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(body.Bytes, httpContext.RequestAborted);
    }

    private bool IsKnown()
    {
        var current = EntityTagHeaderValue.Parse(body.ETag);
        return request.GetTypedHeaders().IfNoneMatch
            .Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: false));
    }
}
