using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>Holds image downloads back while it is closed, and tells when one waits; so a run is stopped in its middle.</summary>
internal sealed class ImageGate : IFaultSource
{
    private readonly Lock sync = new();
    private TaskCompletionSource? closed;
    private TaskCompletionSource waiting = New();

    public void Close()
    {
        lock (sync) (closed, waiting) = (New(), New());
    }

    public void Open()
    {
        lock (sync)
        {
            closed?.TrySetResult();
            closed = null;
        }
    }

    /// <summary>Ends when a download waits at the closed gate.</summary>
    public Task WaitForDownloadAsync(CancellationToken cancellationToken) => waiting.Task.WaitAsync(Patience.OfTests, cancellationToken);

    public async Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
    {
        Task? held = null;
        lock (sync)
        {
            if (request.Provider.EndsWith("-images", StringComparison.Ordinal) && closed is not null)
            {
                held = closed.Task;
                waiting.TrySetResult();
            }
        }

        if (held is not null) await held.WaitAsync(context.RequestAborted);
        await next(context);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
