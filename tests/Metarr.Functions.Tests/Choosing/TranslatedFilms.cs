using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>A provider that tells titles in the language it is asked in: <c>[de] …</c>.</summary>
internal sealed class TranslatedFilms : IFaultSource
{
    private int unconditional;

    /// <summary>How many requests had no tag of what was told before.</summary>
    public int Unconditional => unconditional;

    /// <summary>Whether it is away.</summary>
    public bool IsAway { get; set; }

    public async Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
    {
        if (request is not { Provider: "tmdb", Route: "3/movie/{id}" })
        {
            await next(context);
            return;
        }

        if (IsAway)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (context.Request.Headers.IfNoneMatch.Count == 0) Interlocked.Increment(ref unconditional);
        var language = context.Request.Query["language"].ToString();
        context.Request.Headers.IfNoneMatch = default;
        context.Request.Headers.AcceptEncoding = default;
        var answer = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        await next(context);
        context.Response.Body = answer;
        var body = JsonNode.Parse(buffer.ToArray())!.AsObject();
        body["title"] = $"[{language}] {body["title"]}";
        context.Response.ContentLength = null;
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
