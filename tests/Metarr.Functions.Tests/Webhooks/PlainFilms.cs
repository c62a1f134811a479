using System.Globalization;
using System.Text.Json;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Tests.Webhooks;

/// <summary>Answers for any film of any id, in a few words and without images, so that enriching one takes no time.</summary>
internal sealed class PlainFilms : IFaultSource
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int asked;

    /// <summary>Films that nobody knows.</summary>
    public HashSet<int> Unknown { get; init; } = [];

    /// <summary>The film whose answer is held back until <see cref="Open"/>; the others come at once.</summary>
    public int? HeldBack { get; init; }

    /// <summary>How many films were asked for.</summary>
    public int Asked => asked;

    public void Open() => opened.TrySetResult();

    public async Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
    {
        var id = int.Parse(context.Request.Path.Value!.Split('/')[^1], CultureInfo.InvariantCulture);
        Interlocked.Increment(ref asked);
        if (id == HeldBack) await opened.Task.WaitAsync(context.RequestAborted);
        if (Unknown.Contains(id))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(JsonSerializer.Serialize(new { id, title = $"Film {id}", overview = "A film.", images = new { } }));
    }
}
