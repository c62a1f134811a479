using System.Diagnostics;
using Metarr.Benchmarks.Reporting;
using Metarr.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.Benchmarks.Runtime;

/// <summary>The latency of an HTTP trigger against that of a bare Kestrel endpoint, asked in turns.</summary>
/// <param name="TriggerMilliseconds">The median of the trigger.</param>
/// <param name="OverheadMilliseconds">What it takes longer than the bare endpoint, at the median.</param>
internal sealed record HttpTriggerBenchmark(double TriggerMilliseconds, double OverheadMilliseconds)
{
    private const int Rounds = 7;
    private const int RequestsPerRound = 400;

    public static async Task<HttpTriggerBenchmark> MeasureAsync(CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("metarr-bench-").FullName;
        using var app = await StartFunctionsAsync(data, cancellationToken);
        await using var bare = await StartBareAsync(cancellationToken);
        using var http = new HttpClient();
        var trigger = new Uri(app.Services.GetRequiredService<LocalRuntimeEndpoint>().BaseAddress, "api/ping");
        var endpoint = new Uri(new Uri(bare.Urls.First()), "ping");

        var triggers = new List<double>();
        var overheads = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var ours = await MedianAsync(http, trigger, cancellationToken);
            var theirs = await MedianAsync(http, endpoint, cancellationToken);
            if (round == 0) continue;
            triggers.Add(ours);
            overheads.Add(ours - theirs);
        }

        await app.StopAsync(cancellationToken);
        Directory.Delete(data, recursive: true);
        return new HttpTriggerBenchmark(Statistics.Median(triggers), Statistics.Median(overheads));
    }

    private static async Task<IHost> StartFunctionsAsync(string data, CancellationToken cancellationToken)
    {
        var builder = FunctionsApplication.CreateBuilder(
        [
            "--LocalRuntime:Port=0",
            $"--LocalRuntime:DataDirectory={data}",
            "--LocalRuntime:StartAzurite=false",
            "--Logging:LogLevel:Default=Error",
            "--Logging:LogLevel:Microsoft=Error",
        ]);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddFunctionsFrom(typeof(PingFunction));
        var app = builder.Build();
        await app.StartAsync(cancellationToken);
        return app;
    }

    private static async Task<WebApplication> StartBareAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("ping", () => "pong");
        await app.StartAsync(cancellationToken);
        return app;
    }

    private static async Task<double> MedianAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        var times = new double[RequestsPerRound];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await http.GetStringAsync(address, cancellationToken);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return Statistics.Median(times);
    }
}

/// <summary>The least that an HTTP function can do.</summary>
public static class PingFunction
{
    /// <summary>Answers at once.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200.</returns>
    [Function("Ping")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ping")] HttpRequest request) => Results.Text("pong");
}
