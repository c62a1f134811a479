using System.Net.Http.Json;
using Metarr.ProviderSimulator.Traffic;

namespace Metarr.Benchmarks.Scale;

/// <summary>What the simulated providers were asked, as they counted it themselves.</summary>
/// <param name="simulator">The simulator's address.</param>
internal sealed class ProviderTraffic(Uri simulator) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = simulator };

    /// <summary>Calls and bytes by provider since the last time this was asked; image hosts end with <c>-images</c>.</summary>
    public async Task<IReadOnlyDictionary<string, (long Calls, long Bytes)>> TakeAsync(CancellationToken cancellationToken)
    {
        var path = new Uri("_admin/requests", UriKind.Relative);
        var rows = await http.GetFromJsonAsync<List<RouteTraffic>>(path, cancellationToken) ?? [];
        using (await http.DeleteAsync(path, cancellationToken)) { }
        return rows.GroupBy(row => row.Provider)
            .ToDictionary(group => group.Key, group => (group.Sum(row => row.Requests), group.Sum(row => row.Bytes)));
    }

    public void Dispose() => http.Dispose();
}
