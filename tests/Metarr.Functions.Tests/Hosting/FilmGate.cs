using System.Collections.Concurrent;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Tests.Hosting;

/// <summary>Lets so many films be asked for and holds the others back until it is opened; so runs stand still in their middle.</summary>
/// <param name="passing">How many films pass.</param>
internal sealed class FilmGate(int passing) : IFaultSource
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, bool> asked = new();
    private readonly Lock sync = new();

    /// <summary>Whether a film was asked for, and passed or is held back.</summary>
    public bool HasSeen(string film) => asked.ContainsKey(film);

    /// <summary>Lets a film pass whatever becomes of the others.</summary>
    public void Let(string film) => asked[film] = true;

    public void Open() => opened.TrySetResult();

    public async Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
    {
        if (request is { Provider: "tmdb", Route: "3/movie/{id}" } && !Passes(context.Request.Path.Value!.Split('/')[^1]))
        {
            await opened.Task.WaitAsync(context.RequestAborted);
        }

        await next(context);
    }

    private bool Passes(string film)
    {
        lock (sync) return asked.GetOrAdd(film, _ => asked.Values.Count(isPassing => isPassing) < passing);
    }
}
