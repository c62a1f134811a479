using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Tests.Hosting;

/// <summary>From an HTTP request through a durable client to orchestrators and activities, and back.</summary>
public sealed class OrchestrationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("metarr-orchestrations-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_request_starts_an_orchestration_that_fans_out_and_sums_up()
    {
        await using var app = await TestApp.StartAsync(typeof(Sums), $"--LocalRuntime:DataDirectory={folder}");
        var answer = await app.Http.PostAsJsonAsync("api/sums", new Sums.Order(20), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("2870", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task An_activity_that_fails_reaches_the_orchestrator_as_a_task_failure()
    {
        await using var app = await TestApp.StartAsync(typeof(Sums), $"--LocalRuntime:DataDirectory={folder}");
        var answer = await app.Http.PostAsync("api/fails", null, Cancel);
        Assert.Equal("System.InvalidOperationException: no", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task An_orchestration_that_waits_is_carried_on_by_the_next_host()
    {
        await using (var app = await TestApp.StartAsync(typeof(Sums), $"--LocalRuntime:DataDirectory={folder}"))
            Assert.Equal(HttpStatusCode.Accepted, (await app.Http.PostAsync("api/waits", null, Cancel)).StatusCode);
        await using (var app = await TestApp.StartAsync(typeof(Sums), $"--LocalRuntime:DataDirectory={folder}"))
        {
            var answer = await app.Http.PostAsync("api/raise/7", null, Cancel);
            Assert.Equal("14", await answer.Content.ReadAsStringAsync(Cancel));
        }
    }

    public sealed class Sums(ILogger<Sums> logger)
    {
        [Function("sums")]
        public static async Task<IActionResult> Start(
            [HttpTrigger("post")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        {
            var order = await JsonSerializer.DeserializeAsync<Order>(request.Body, JsonSerializerOptions.Web, cancellationToken);
            var id = await client.ScheduleNewOrchestrationInstanceAsync("sumOfSquares", order, cancellationToken);
            var done = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
            return new OkObjectResult(done.ReadOutputAs<int>());
        }

        [Function("fails")]
        public static async Task<string?> StartFailing([HttpTrigger("post")] HttpRequest request, [DurableClient] DurableTaskClient client)
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync("catching", request.HttpContext.RequestAborted);
            var done = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, request.HttpContext.RequestAborted);
            return done.ReadOutputAs<string>();
        }

        [Function("waits")]
        public static async Task<IActionResult> StartWaiting([HttpTrigger("post")] HttpRequest request, [DurableClient] DurableTaskClient client)
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync("waiting", null, new StartOrchestrationOptions("w1"));
            await client.WaitForInstanceStartAsync(id, request.HttpContext.RequestAborted);
            return new AcceptedResult();
        }

        [Function("raise")]
        public static async Task<string> Raise(
            [HttpTrigger("post", Route = "raise/{value:int}")] HttpRequest request, int value, [DurableClient] DurableTaskClient client)
        {
            await client.RaiseEventAsync("w1", "value", value, request.HttpContext.RequestAborted);
            var done = await client.WaitForInstanceCompletionAsync("w1", getInputsAndOutputs: true, request.HttpContext.RequestAborted);
            return done.SerializedOutput!;
        }

        [Function("sumOfSquares")]
        public static async Task<int> Sum([OrchestrationTrigger] TaskOrchestrationContext context, Order order)
        {
            var squares = await Task.WhenAll(Enumerable.Range(1, order.Count).Select(i => context.CallActivityAsync<int>("square", i)));
            return squares.Sum();
        }

        [Function("catching")]
        public static async Task<string> Catch([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.CallActivityAsync("failing");
                return "no failure";
            }
            catch (TaskFailedException failure)
            {
                return $"{failure.FailureDetails.ErrorType}: {failure.FailureDetails.ErrorMessage}";
            }
        }

        [Function("waiting")]
        public async Task<int> Wait([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            logger.LogDebug("waiting");
            var value = await context.WaitForExternalEvent<int>("value");
            return value + await context.CallActivityAsync<int>("same", value);
        }

        [Function("square")]
        public static async Task<int> Square([ActivityTrigger] int number)
        {
            await Task.Yield();
            return number * number;
        }

        [Function("same")]
        public int Same([ActivityTrigger] int number)
        {
            logger.LogDebug("{Number} stays", number);
            return number;
        }

        [Function("failing")]
        public static void Fail([ActivityTrigger] string? input) => throw new InvalidOperationException("no");

        public sealed record Order(int Count);
    }
}
