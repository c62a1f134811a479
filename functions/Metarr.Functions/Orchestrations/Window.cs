namespace Metarr.Functions.Orchestrations;

/// <summary>Starts many tasks of an orchestration with only so many under way at a time.</summary>
internal static class Window
{
    /// <summary>Starts a task for each item, the next one whenever one has ended, and waits for all.</summary>
    /// <param name="items">The items.</param>
    /// <param name="size">The most tasks under way at a time.</param>
    /// <param name="start">Starts the task of an item.</param>
    /// <returns>The results in the order in which the tasks ended.</returns>
    public static async Task<IReadOnlyList<TResult>> RunAsync<TItem, TResult>(
        IReadOnlyCollection<TItem> items, int size, Func<TItem, Task<TResult>> start)
    {
        var results = new List<TResult>(items.Count);
        var running = new List<Task<TResult>>(size);
        foreach (var item in items)
        {
            if (running.Count == size)
            {
                var ended = await Task.WhenAny(running);
                running.Remove(ended);
                results.Add(await ended);
            }

            running.Add(start(item));
        }

        results.AddRange(await Task.WhenAll(running));
        return results;
    }
}
