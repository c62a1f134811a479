using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Faults;

/// <summary>Reads and changes the scenario over HTTP: <c>GET</c>, <c>PUT</c> and <c>DELETE</c> <c>/_admin/faults</c>.</summary>
internal static class FaultAdmin
{
    public static void MapFaultAdmin(this WebApplication app, FaultScenario scenario)
    {
        const string Route = $"{TrafficPipeline.AdminPrefix}/faults";
        app.MapGet(Route, () => Results.Json(scenario.Rules));
        app.MapPut(Route, (List<FaultRule> rules) =>
        {
            scenario.Replace(rules);
            return Results.NoContent();
        });
        app.MapDelete(Route, () =>
        {
            scenario.Replace([]);
            return Results.NoContent();
        });
    }
}
