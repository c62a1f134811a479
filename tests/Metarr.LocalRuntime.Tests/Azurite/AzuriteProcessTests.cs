using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Metarr.LocalRuntime.Azurite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.LocalRuntime.Tests.Azurite;

public sealed class AzuriteProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task All_three_services_answer_once_the_start_returns()
    {
        await using var azurite = await StartAsync();

        Assert.True(azurite.IsOwned);
        Assert.True(azurite.IsRunning);
        await new BlobContainerClient(azurite.ConnectionString, "assets").CreateAsync(cancellationToken: Cancellation);
        await new QueueClient(azurite.ConnectionString, "publish").CreateAsync(cancellationToken: Cancellation);
        await new TableClient(azurite.ConnectionString, "Titles").CreateAsync(Cancellation);
    }

    [Fact]
    public async Task Data_survives_an_orderly_stop()
    {
        await using (var first = await StartAsync())
            await StoreAsync(first.ConnectionString, "kept");

        await using var second = await StartAsync();
        Assert.Equal("kept", await ReadAsync(second.ConnectionString));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Data_survives_a_killed_owner_and_the_next_start_waits_for_its_emulator(bool killsTheWholeTree)
    {
        var (owner, connection) = await AzuriteOwnerProgram.StartAsync(folder.Path, Cancellation);
        using (owner)
        {
            await StoreAsync(connection, "written a moment before the kill");
            owner.Kill(killsTheWholeTree);
            await owner.WaitForExitAsync(Cancellation);
        }

        await using var next = await StartAsync();
        Assert.True(next.IsOwned);
        Assert.Equal("written a moment before the kill", await ReadAsync(next.ConnectionString));
    }

    [Fact]
    public async Task A_second_owner_of_the_same_folder_shares_the_emulator_and_does_not_stop_it()
    {
        await using var first = await StartAsync();
        await using (var second = await StartAsync())
        {
            Assert.False(second.IsOwned);
            Assert.Equal(first.ConnectionString, second.ConnectionString);
        }

        await StoreAsync(first.ConnectionString, "still there");
        Assert.True(first.IsRunning);
    }

    [Fact]
    public async Task The_death_of_the_emulator_is_noticed_and_its_folder_can_be_used_again()
    {
        await using (var azurite = await StartAsync())
        {
            using (var emulator = Process.GetProcessById(azurite.ProcessId))
                emulator.Kill();
            await azurite.Exited.WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
            Assert.False(azurite.IsRunning);
        }

        await using var next = await StartAsync();
        Assert.True(next.IsOwned);
        await StoreAsync(next.ConnectionString, "again");
    }

    [Fact]
    public async Task Requests_leave_no_trace_in_the_log()
    {
        using var log = new RecordedLog();
        await using (var azurite = await AzuriteProcess.EnsureRunningAsync(
            TestStorage.In(folder.Path), log, TimeProvider.System, Cancellation))
            await StoreAsync(azurite.ConnectionString, "quietly");

        Assert.Equal(["Started", "Stopped"], log.Events);
    }

    [Fact]
    public async Task Damaged_data_is_told_with_what_to_do()
    {
        var directory = Directory.CreateDirectory(Path.Combine(folder.Path, "azurite"));
        await File.WriteAllTextAsync(Path.Combine(directory.FullName, "__azurite_db_table__.json"), "{\"torn", Cancellation);

        var failure = await Assert.ThrowsAsync<AzuriteUnavailableException>(StartAsync);

        Assert.Contains($"move the folder '{directory.FullName}' away", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_can_be_given_up()
    {
        using var cancellation = new CancellationTokenSource();
        var start = AzuriteProcess.EnsureRunningAsync(
            TestStorage.In(folder.Path), NullLoggerFactory.Instance, TimeProvider.System, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        await using var next = await StartAsync();
        Assert.True(next.IsOwned);
    }

    [Fact]
    public async Task A_real_storage_account_needs_no_emulator()
    {
        var options = new AzuriteOptions(folder.Path) { ConnectionString = "AccountName=films;AccountKey=a2V5" };
        await using var storage = await AzuriteProcess.EnsureRunningAsync(
            options, NullLoggerFactory.Instance, TimeProvider.System, Cancellation);

        Assert.False(storage.IsOwned);
        Assert.Equal("AccountName=films;AccountKey=a2V5", storage.ConnectionString);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private sealed class RecordedLog : ILoggerFactory, ILogger
    {
        public System.Collections.Concurrent.ConcurrentQueue<string?> Events { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
            // Everything is recorded here.
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Events.Enqueue(eventId.Name);

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private Task<AzuriteProcess> StartAsync() => AzuriteProcess.EnsureRunningAsync(
        TestStorage.In(folder.Path),
        NullLoggerFactory.Instance,
        TimeProvider.System,
        Cancellation);

    private static async Task StoreAsync(string connection, string text)
    {
        var container = new BlobContainerClient(connection, "assets");
        await container.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        await container.GetBlobClient("poster").UploadAsync(BinaryData.FromString(text), overwrite: true, Cancellation);
        await new QueueClient(connection, "publish").CreateIfNotExistsAsync(cancellationToken: Cancellation);
        var table = new TableClient(connection, "Titles");
        await table.CreateIfNotExistsAsync(Cancellation);
        await table.UpsertEntityAsync(new TableEntity("movie-603", "title") { ["Title"] = text }, cancellationToken: Cancellation);
    }

    private static async Task<string> ReadAsync(string connection)
    {
        Assert.True(await new QueueClient(connection, "publish").ExistsAsync(Cancellation));
        var row = await new TableClient(connection, "Titles").GetEntityAsync<TableEntity>("movie-603", "title", cancellationToken: Cancellation);
        var blob = new BlobClient(connection, "assets", "poster");
        var text = (await blob.DownloadContentAsync(Cancellation)).Value.Content.ToString();
        Assert.Equal(text, row.Value.GetString("Title"));
        return text;
    }
}
