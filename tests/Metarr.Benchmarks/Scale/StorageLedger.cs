using System.Diagnostics;
using Metarr.Benchmarks.Scale.Model;

namespace Metarr.Benchmarks.Scale;

/// <summary>Counts this process's calls to the storage by what they are billed as; looks into idle queues are not counted.</summary>
internal sealed class StorageLedger : IDisposable
{
    private readonly Dictionary<int, string> services;
    private readonly ActivityListener listener;
    private readonly Lock sync = new();
    private Dictionary<string, int> counts = [];

    /// <summary>Begins to count.</summary>
    /// <param name="connectionString">Names the endpoints of the storage.</param>
    public StorageLedger(string connectionString)
    {
        services = connectionString.Split(';')
            .Select(part => part.Split("Endpoint=", 2))
            .Where(part => part.Length == 2)
            .ToDictionary(part => new Uri(part[1]).Port, part => part[0]);
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>What was called since the last time this was asked, for one of so many titles.</summary>
    /// <param name="titles">How many.</param>
    public TitleCost Take(int titles)
    {
        Dictionary<string, int> taken;
        lock (sync) (taken, counts) = (counts, []);
        return new TitleCost
        {
            TableReads = Of("table-read"),
            TableWrites = Of("table-write"),
            TableBatches = Of("table-batch"),
            BlobReads = Of("blob-read"),
            BlobWrites = Of("blob-write"),
            BlobLists = Of("blob-list"),
            BlobDeletes = Of("blob-delete"),
            QueuePuts = Of("queue-put"),
        };

        double Of(string kind) => (double)taken.GetValueOrDefault(kind) / titles;
    }

    public void Dispose() => listener.Dispose();

    private static string? Kind(string service, string method, string path) => (service, method) switch
    {
        ("Table", "GET") => "table-read",
        ("Table", _) => path.EndsWith("$batch", StringComparison.Ordinal) ? "table-batch" : "table-write",
        ("Blob", "GET" or "HEAD") => path.Count(c => c == '/') > 2 ? "blob-read" : "blob-list",
        ("Blob", "DELETE") => "blob-delete",
        ("Blob", _) => "blob-write",
        ("Queue", "POST") => "queue-put",
        _ => null,
    };

    private void Note(Activity activity)
    {
        if (activity.GetTagItem("url.full") is not string address || !Uri.TryCreate(address, UriKind.Absolute, out var url)) return;
        if (!services.TryGetValue(url.Port, out var service)) return;
        if (Kind(service, $"{activity.GetTagItem("http.request.method")}", url.AbsolutePath) is not { } kind) return;
        lock (sync) counts[kind] = counts.GetValueOrDefault(kind) + 1;
    }
}
