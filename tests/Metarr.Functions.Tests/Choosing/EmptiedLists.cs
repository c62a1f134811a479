using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>A provider that no longer lists any image, once it is told to.</summary>
internal sealed class EmptiedLists : IFaultSource
{
    public bool Dropped { get; set; }

    public async Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
    {
        if (!Dropped || request is not { Provider: "tmdb", Route: "3/movie/{id}" })
        {
            await next(context);
            return;
        }

        context.Request.Headers.IfNoneMatch = default;
        context.Request.Headers.AcceptEncoding = default;
        var answer = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        await next(context);
        context.Response.Body = answer;
        var body = JsonNode.Parse(buffer.ToArray())!.AsObject();
        body["images"] = new JsonObject { ["posters"] = new JsonArray(), ["backdrops"] = new JsonArray(), ["logos"] = new JsonArray() };
        context.Response.ContentLength = null;
        context.Response.Headers.ETag = default;
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
