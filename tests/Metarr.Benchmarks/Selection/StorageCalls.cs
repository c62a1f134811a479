using System.Diagnostics;

namespace Metarr.Benchmarks.Selection;

/// <summary>Counts the requests of this process to tables and blobs; idle queue listeners ask theirs all the time.</summary>
internal sealed class StorageCalls : IDisposable
{
    private readonly HashSet<int> ports;
    private readonly ActivityListener listener;
    private readonly Lock sync = new();
    private readonly List<string> calls = [];

    /// <summary>Begins to count.</summary>
    /// <param name="connectionString">Names the endpoints of the storage.</param>
    public StorageCalls(string connectionString)
    {
        ports =
        [
            .. connectionString.Split(';')
                .Where(part => part.StartsWith("BlobEndpoint=", StringComparison.Ordinal) || part.StartsWith("TableEndpoint=", StringComparison.Ordinal))
                .Select(part => new Uri(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]).Port),
        ];
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>What was called since the last time this was asked: method and path of each.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (sync)
        {
            IReadOnlyList<string> taken = [.. calls];
            calls.Clear();
            return taken;
        }
    }

    public void Dispose() => listener.Dispose();

    private void Note(Activity activity)
    {
        if (activity.GetTagItem("url.full") is not string address || !Uri.TryCreate(address, UriKind.Absolute, out var url)) return;
        if (!ports.Contains(url.Port)) return;
        lock (sync) calls.Add($"{activity.GetTagItem("http.request.method")} {url.AbsolutePath}");
    }
}
