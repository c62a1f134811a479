using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Traffic;

/// <summary>What every provider request passes on its way: it is counted, and the fault source has its say.</summary>
internal static class TrafficPipeline
{
    public const string AdminPrefix = "/_admin";

    public static void UseTraffic(this WebApplication app, RequestLedger ledger, IFaultSource faults) =>
        app.Use(next => context => context.Request.Path.StartsWithSegments(AdminPrefix, StringComparison.Ordinal)
            ? next(context)
            : MeterAsync(context, next, ledger, faults));

    public static void MapTrafficAdmin(this WebApplication app, RequestLedger ledger)
    {
        app.MapGet($"{AdminPrefix}/requests", () => Results.Json(ledger.Snapshot()));
        app.MapDelete($"{AdminPrefix}/requests", () =>
        {
            ledger.Reset();
            return Results.NoContent();
        });
    }

    private static async Task MeterAsync(HttpContext context, RequestDelegate next, RequestLedger ledger, IFaultSource faults)
    {
        var request = ProviderRequest.Parse(context.Request.Path.Value ?? "/");
        context.Response.OnStarting(() =>
        {
            ledger.AddRequest(request, context.Response.StatusCode);
            return Task.CompletedTask;
        });
        context.Response.Body = new CountingStream(context.Response.Body, count => ledger.AddBytes(request, count));
        await faults.InvokeAsync(request, context, next);
        if (!context.Response.HasStarted && context.RequestAborted.IsCancellationRequested)
            ledger.AddRequest(request, StatusCodes.Status499ClientClosedRequest);
    }
}
