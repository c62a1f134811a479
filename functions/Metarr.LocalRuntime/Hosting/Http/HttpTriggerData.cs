using Metarr.LocalRuntime.Hosting.Invocation;
using Microsoft.AspNetCore.Http;

namespace Metarr.LocalRuntime.Hosting.Http;

/// <summary>An HTTP request: its route values by name, then its query values.</summary>
internal sealed class HttpTriggerData(HttpContext http) : TriggerData
{
    private IReadOnlyDictionary<string, object?>? values;

    public HttpContext Http { get; } = http;

    public override IReadOnlyDictionary<string, object?> Values => values ??= Collect();

    public override bool TryGetValue(string name, out object? value)
    {
        if (Http.Request.RouteValues.TryGetValue(name, out value))
            return true;
        if (!Http.Request.Query.TryGetValue(name, out var query))
            return false;
        value = query.ToString();
        return true;
    }

    private Dictionary<string, object?> Collect()
    {
        var all = Http.Request.Query.ToDictionary(q => q.Key, q => (object?)q.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Http.Request.RouteValues)
            all[name] = value;
        return all;
    }
}
