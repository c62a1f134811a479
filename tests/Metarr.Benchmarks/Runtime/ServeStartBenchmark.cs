using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Metarr.Benchmarks.Reporting;

namespace Metarr.Benchmarks.Runtime;

/// <summary>From the start of <c>metarr serve</c> as a process of its own to the first answered request, storage emulator included.</summary>
internal static class ServeStartBenchmark
{
    private const int Rounds = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<TimeSpan> MeasureAsync(CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("metarr-bench-").FullName;
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++) seconds.Add((await StartOnceAsync(data, cancellationToken)).TotalSeconds);
        Directory.Delete(data, recursive: true);
        return TimeSpan.FromSeconds(Statistics.Median(seconds));
    }

    private static async Task<TimeSpan> StartOnceAsync(string data, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var start = Stopwatch.GetTimestamp();
        using var serve = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "metarr.dll"), "serve", "--port", $"{port}", "--data", data },
            Environment = { ["LocalRuntime__OwnAzurite"] = "true" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            serve.BeginOutputReadLine();
            serve.BeginErrorReadLine();
            await FirstAnswerAsync(new Uri($"http://127.0.0.1:{port}/api/health"), cancellationToken);
            return Stopwatch.GetElapsedTime(start);
        }
        finally
        {
            using var stop = Process.Start("kill", ["-TERM", $"{serve.Id}"]);
            await serve.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task FirstAnswerAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await timer.WaitForNextTickAsync(either.Token))
        {
            try
            {
                using var answer = await http.GetAsync(address, either.Token);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
