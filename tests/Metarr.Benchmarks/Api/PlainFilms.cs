using System.Globalization;
using System.Text.Json;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.Benchmarks.Api;

/// <summary>Knows every film, in a few words and without art, so that what is measured is the way of a webhook and not images.</summary>
internal sealed class PlainFilms : IFaultSource
{
    private int asked;

    /// <summary>How often a film was asked for.</summary>
    public int Asked => asked;

    public Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref asked);
        var id = int.Parse(context.Request.Path.Value!.Split('/')[^1], CultureInfo.InvariantCulture);
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { id, title = $"Film {id}", overview = "A film.", images = new { } }));
    }
}
