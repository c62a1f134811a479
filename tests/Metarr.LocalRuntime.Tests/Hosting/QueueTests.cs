using System.Collections.Concurrent;
using System.Threading.Channels;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Metarr.LocalRuntime.Tests.Azurite;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.LocalRuntime.Tests.Hosting;

public sealed class QueueTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Queues = "--AzureFunctionsJobHost:extensions:queues";
    private readonly string name = $"q-{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var suffix in (string[])["", "-poison", "-out"])
            await Client(name + suffix).DeleteIfExistsAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_message_reaches_its_function_and_is_gone_afterwards()
    {
        var seen = Channel.CreateUnbounded<string>();
        await using var app = await StartAsync(typeof(Text), seen);
        await Client(name).SendMessageAsync("""{"Title":"Alien"}""", Cancel);
        Assert.Equal("""{"Title":"Alien"}""", await seen.Reader.ReadAsync(Cancel));
        await Eventually.IsTrueAsync(async () => await CountAsync(name) == 0, "the queue is empty");
    }

    [Theory]
    [InlineData(typeof(Json))]
    [InlineData(typeof(Message))]
    [InlineData(typeof(Bytes))]
    [InlineData(typeof(Data))]
    public async Task A_message_binds_as_the_parameter_wants_it(Type function)
    {
        var seen = Channel.CreateUnbounded<string>();
        await using var app = await StartAsync(function, seen);
        await Client(name).SendMessageAsync("""{"title":"Alien","year":1979}""", Cancel);
        Assert.Equal("Alien 1979", await seen.Reader.ReadAsync(Cancel));
    }

    [Fact]
    public async Task A_message_that_keeps_failing_is_tried_as_often_as_said_and_then_poisoned()
    {
        var tries = Channel.CreateUnbounded<string>();
        await using var app = await StartAsync(typeof(Failing), tries, $"{Queues}:maxDequeueCount=3");
        await Client(name).SendMessageAsync("bad", Cancel);
        await Eventually.IsTrueAsync(async () => await CountAsync(name + "-poison") == 1, "the message is in the poison queue");
        await Eventually.IsTrueAsync(async () => await CountAsync(name) == 0, "the message is gone from its queue");
        Assert.Equal(["1", "2", "3"], await TakeAsync(tries, 3));
        var poisoned = (await Client(name + "-poison").ReceiveMessageAsync(cancellationToken: Cancel)).Value;
        Assert.Equal("bad", poisoned.Body.ToString());
    }

    [Fact]
    public async Task A_message_that_is_not_in_the_configured_encoding_is_poisoned()
    {
        var seen = Channel.CreateUnbounded<string>();
        await using var app = await StartAsync(typeof(Text), seen);
        await new QueueClient(azurite.ConnectionString, name).SendMessageAsync("{no base64}", Cancel);
        await Eventually.IsTrueAsync(async () => await CountAsync(name + "-poison") == 1, "the message is in the poison queue");
        Assert.False(seen.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Plain_text_messages_are_read_when_the_encoding_is_none()
    {
        var seen = Channel.CreateUnbounded<string>();
        await using var app = await StartAsync(typeof(Text), seen, $"{Queues}:messageEncoding=none");
        await new QueueClient(azurite.ConnectionString, name).SendMessageAsync("plain", Cancel);
        Assert.Equal("plain", await seen.Reader.ReadAsync(Cancel));
    }

    [Fact]
    public async Task No_more_messages_run_at_once_than_batch_and_threshold_allow()
    {
        var gauge = new Gauge();
        var queue = Client(name);
        await queue.CreateIfNotExistsAsync(cancellationToken: Cancel);
        for (var i = 0; i < 12; i++)
            await queue.SendMessageAsync($"{i}", Cancel);
        await using var app = await StartAsync(
            typeof(Measured), Channel.CreateUnbounded<string>(), gauge, $"{Queues}:batchSize=4", $"{Queues}:newBatchThreshold=2");
        await Eventually.IsTrueAsync(() => Task.FromResult(gauge.Running >= 4), "a batch runs");
        gauge.Open();
        await Eventually.IsTrueAsync(() => Task.FromResult(gauge.Done == 12), "all messages ran");
        Assert.InRange(gauge.Most, 4, 6);
    }

    [Fact]
    public async Task Stopping_waits_for_the_message_at_work_and_takes_no_other()
    {
        var gauge = new Gauge();
        var app = await StartAsync(
            typeof(Measured), Channel.CreateUnbounded<string>(), gauge, $"{Queues}:batchSize=1", $"{Queues}:newBatchThreshold=0");
        await Client(name).SendMessageAsync("first", Cancel);
        await Eventually.IsTrueAsync(() => Task.FromResult(gauge.Running == 1), "the first message runs");
        await Client(name).SendMessageAsync("second", Cancel);
        var stopped = app.StopAsync();
        Assert.False(stopped.IsCompleted);
        gauge.Open();
        await stopped;
        await app.DisposeAsync();
        Assert.Equal(1, gauge.Done);
        Assert.Equal(1, await CountAsync(name));
    }

    [Fact]
    public async Task Outputs_become_messages_and_http_answers_beside_them()
    {
        await using var app = await StartAsync(typeof(Outputs), Channel.CreateUnbounded<string>());
        var answer = await app.Http.PostAsync("api/outputs", null, Cancel);
        Assert.Equal(202, (int)answer.StatusCode);
        var sent = await Client(name + "-out").ReceiveMessagesAsync(10, cancellationToken: Cancel);
        Assert.Equal(["""{"Title":"Alien","Year":1979}""", """{"Title":"Aliens","Year":1986}"""], sent.Value.Select(m => m.Body.ToString()));
    }

    [Fact]
    public async Task A_function_that_hands_on_to_another_wakes_it_at_once()
    {
        var seen = Channel.CreateUnbounded<string>();
        await using var app = await StartAsync(typeof(Relay), seen, $"{Queues}:maxPollingInterval=01:00:00");
        await app.Http.PostAsync("api/relay", null, Cancel);
        Assert.Equal("relayed", await seen.Reader.ReadAsync(Cancel));
    }

    [Fact]
    public async Task A_queue_that_cannot_be_reached_fails_the_start_with_a_sentence()
    {
        var nowhere = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:1/a;";
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            StartAsync(typeof(Text), Channel.CreateUnbounded<string>(), $"--AzureWebJobsStorage={nowhere}"));
        Assert.StartsWith($"The queue '{name}' of the function 'text' cannot be reached", failure.Message, StringComparison.Ordinal);
    }

    private Task<TestApp> StartAsync(Type function, Channel<string> seen, params string[] settings) =>
        StartAsync(function, seen, new Gauge(), settings);

    private Task<TestApp> StartAsync(Type function, Channel<string> seen, Gauge gauge, params string[] settings) => TestApp.StartAsync(
        function,
        builder => builder.Services.AddSingleton(seen).AddSingleton(gauge),
        [
            $"--AzureWebJobsStorage={azurite.ConnectionString}", $"--QueueName={name}",
            $"{Queues}:maxPollingInterval=00:00:00.2", $"{Queues}:visibilityTimeout=00:00:00", .. settings,
        ]);

    private QueueClient Client(string name) =>
        new(azurite.ConnectionString, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    private async Task<int> CountAsync(string name)
    {
        var queue = Client(name);
        return await queue.ExistsAsync(Cancel) ? (await queue.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount : 0;
    }

    private static async Task<List<string>> TakeAsync(Channel<string> channel, int count)
    {
        var taken = new List<string>();
        while (taken.Count < count)
            taken.Add(await channel.Reader.ReadAsync(Cancel));
        return taken;
    }

    public sealed class Text(Channel<string> seen)
    {
        [Function("text")]
        public async Task Run([QueueTrigger("%QueueName%")] string message) => await seen.Writer.WriteAsync(message);
    }

    public sealed class Json(Channel<string> seen)
    {
        [Function("json")]
        public async Task Run([QueueTrigger("%QueueName%")] Film film) => await seen.Writer.WriteAsync($"{film.Title} {film.Year}");
    }

    public sealed class Message(Channel<string> seen)
    {
        [Function("message")]
        public async Task Run([QueueTrigger("%QueueName%")] QueueMessage message) =>
            await seen.Writer.WriteAsync(Film.Of(message.Body.ToString()));
    }

    public sealed class Bytes(Channel<string> seen)
    {
        [Function("bytes")]
        public async Task Run([QueueTrigger("%QueueName%")] byte[] message) =>
            await seen.Writer.WriteAsync(Film.Of(System.Text.Encoding.UTF8.GetString(message)));
    }

    public sealed class Data(Channel<string> seen)
    {
        [Function("data")]
        public async Task Run([QueueTrigger("%QueueName%")] BinaryData message) => await seen.Writer.WriteAsync(Film.Of(message.ToString()));
    }

    public sealed class Failing(Channel<string> tries)
    {
        [Function("failing")]
        public async Task Run([QueueTrigger("%QueueName%")] string message, int dequeueCount)
        {
            await tries.Writer.WriteAsync($"{dequeueCount}");
            throw new InvalidOperationException(message);
        }
    }

    public sealed class Measured(Gauge gauge)
    {
        [Function("measured")]
        public Task Run([QueueTrigger("%QueueName%")] string message) => gauge.RunAsync(message);
    }

    public static class Outputs
    {
        [Function("outputs")]
        public static Sent Run([HttpTrigger("post")] HttpRequest request) =>
            new(new AcceptedResult(), [new Film("Alien", 1979), new Film("Aliens", 1986)]);
    }

    public sealed class Relay(Channel<string> seen)
    {
        [Function("relay")]
        [QueueOutput("%QueueName%")]
        public static string Send([HttpTrigger("post")] HttpRequest request) => "relayed";

        [Function("relayed")]
        public async Task Receive([QueueTrigger("%QueueName%")] string message) => await seen.Writer.WriteAsync(message);
    }

    public sealed record Sent(
        [property: HttpResult] IActionResult Answer,
        [property: QueueOutput("%QueueName%-out")] IReadOnlyList<Film> Films);

    public sealed record Film(string Title, int Year)
    {
        public static string Of(string json)
        {
            var film = System.Text.Json.JsonSerializer.Deserialize<Film>(json, System.Text.Json.JsonSerializerOptions.Web)!;
            return $"{film.Title} {film.Year}";
        }
    }

    public sealed class Gauge
    {
        private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentDictionary<string, bool> seen = new();
        private int running;
        private int most;

        public int Running => Volatile.Read(ref running);

        public int Most => Volatile.Read(ref most);

        public int Done => seen.Count;

        public void Open() => gate.TrySetResult();

        public async Task RunAsync(string message)
        {
            var running = Interlocked.Increment(ref this.running);
            InterlockedMax(running);
            await gate.Task;
            Interlocked.Decrement(ref this.running);
            seen[message] = true;
        }

        private void InterlockedMax(int value)
        {
            int seen;
            while ((seen = Volatile.Read(ref most)) < value)
                Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
