using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>Lets images pass only while as many are asked for as may be, so that whoever asks for more is noticed.</summary>
/// <param name="most">How many may be asked for at the same time.</param>
internal sealed class ImageCrowd(int most) : IFaultSource
{
    private readonly Lock sync = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private int left;
    private int underWay;

    /// <summary>The most that were asked for at the same time.</summary>
    public int Largest { get; private set; }

    /// <summary>Begins to watch.</summary>
    /// <param name="count">How many images will be asked for; after the last of them all pass.</param>
    public void Expect(int count)
    {
        lock (sync) (left, Largest) = (count, 0);
    }

    public async Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
    {
        if (!request.Provider.EndsWith("-images", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        await Arrive().WaitAsync(context.RequestAborted);
        try
        {
            await next(context);
        }
        finally
        {
            lock (sync) underWay--;
        }
    }

    private Task Arrive()
    {
        lock (sync)
        {
            left--;
            Largest = Math.Max(Largest, ++underWay);
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            if (underWay >= most) waiting.Dequeue().SetResult();
            while (left <= 0 && waiting.TryDequeue(out var held)) held.SetResult();
            return turn.Task;
        }
    }
}
