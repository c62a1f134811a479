using System.Collections.Concurrent;

namespace Metarr.ProviderSimulator.Traffic;

/// <summary>What went over one route since the start or the last reset.</summary>
/// <param name="Provider"><c>tmdb</c>, <c>tmdb-images</c>, ...</param>
/// <param name="Route">The route with ids taken out.</param>
/// <param name="Requests">How many requests were answered.</param>
/// <param name="Bytes">Bytes of response bodies.</param>
/// <param name="Statuses">How many answers had each HTTP status.</param>
public sealed record RouteTraffic(
    string Provider, string Route, long Requests, long Bytes, IReadOnlyDictionary<int, long> Statuses);

/// <summary>Counts requests and bytes per provider and route. Safe to use from any thread.</summary>
public sealed class RequestLedger
{
    private readonly ConcurrentDictionary<ProviderRequest, Entry> entries = new();

    /// <summary>All routes that were asked, ordered by provider and route.</summary>
    public IReadOnlyList<RouteTraffic> Snapshot() =>
        [.. entries.Select(pair => pair.Value.Read(pair.Key))
            .OrderBy(row => row.Provider, StringComparer.Ordinal).ThenBy(row => row.Route, StringComparer.Ordinal)];

    /// <summary>Requests of one provider, or of all when none is named.</summary>
    public long Count(string? provider = null) => Of(provider).Sum(row => row.Requests);

    /// <summary>Bytes of response bodies of one provider, or of all when none is named.</summary>
    public long Bytes(string? provider = null) => Of(provider).Sum(row => row.Bytes);

    /// <summary>Forgets everything counted so far.</summary>
    public void Reset() => entries.Clear();

    internal void AddRequest(ProviderRequest request, int status) => EntryOf(request).AddRequest(status);

    internal void AddBytes(ProviderRequest request, long count) => EntryOf(request).AddBytes(count);

    private Entry EntryOf(ProviderRequest request) => entries.GetOrAdd(request, static _ => new Entry());

    private IEnumerable<RouteTraffic> Of(string? provider) =>
        Snapshot().Where(row => provider is null || row.Provider == provider);

    private sealed class Entry
    {
        private readonly Lock gate = new();
        private readonly SortedDictionary<int, long> statuses = [];
        private long requests;
        private long bytes;

        public void AddRequest(int status)
        {
            lock (gate)
            {
                requests++;
                statuses[status] = statuses.GetValueOrDefault(status) + 1;
            }
        }

        public void AddBytes(long count)
        {
            lock (gate)
                bytes += count;
        }

        public RouteTraffic Read(ProviderRequest key)
        {
            lock (gate)
                return new(key.Provider, key.Route, requests, bytes, new SortedDictionary<int, long>(statuses));
        }
    }
}
