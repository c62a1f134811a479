using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Downloads;
using Metarr.Functions.Activities;
using Metarr.Functions.Choosing;
using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Publishing;
using Metarr.Functions.Queues;
using Metarr.Functions.Sharing;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Functions.Tests.Publishing;

public sealed class HandOverTests(LocalServices services) : IAsyncLifetime
{
    private static readonly TitleId Id = TitleId.Movie("603");

    private readonly string prefix = "h" + Guid.NewGuid().ToString("N")[..12];

    private StorageClients Storage => field ??= new StorageClients(new StorageOptions(services.Storage, null, prefix));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Storage.CreateMissingAsync(Cancelled);

    public async ValueTask DisposeAsync()
    {
        StorageClients s = Storage;
        await Task.WhenAll(new[] { s.Titles, s.Library, s.People, s.AssetRefs, s.Jobs, s.Settings, s.Budgets, s.Activity }.Select(table => table.DeleteAsync()));
        await Task.WhenAll(new[] { s.Assets, s.Staging, s.Providers }.Select(container => container.DeleteAsync()));
    }

    [Fact]
    public async Task A_completed_run_is_handed_over_once_by_id_however_often_its_last_step_is_repeated()
    {
        var (complete, queue) = await PrepareAsync();

        foreach (var job in new[] { "job1", "job2" })
        {
            await LeaseAsync(job);
            for (var attempt = 0; attempt < 3; attempt++) await complete.RunAsync(Completion(job, autoPublish: true), Cancelled);
        }

        var messages = await ReadAsync(queue);
        Assert.Equal(["job1", "job2"], messages.Select(message => message.Id).Distinct());
        Assert.All(messages, message => Assert.Equal(Id, message.TitleId));
        Assert.Equal(["movie-603"], messages.Select(message => message.TitleId.ToString()).Distinct());
    }

    [Fact]
    public async Task A_run_that_lost_its_title_hands_nothing_over()
    {
        var (complete, queue) = await PrepareAsync();
        await LeaseAsync("another");

        await complete.RunAsync(Completion("job1", autoPublish: true), Cancelled);

        Assert.Empty(await ReadAsync(queue));
    }

    [Fact]
    public async Task Switched_off_a_run_is_passed_through_and_marked_ready()
    {
        var (complete, queue) = await PrepareAsync();
        await LeaseAsync("job1");

        await complete.RunAsync(Completion("job1", autoPublish: false), Cancelled);

        Assert.Empty(await ReadAsync(queue));
        var handOver = (await new TitleStore(Storage).GetAsync(Id, Cancelled)).HandOver!;
        Assert.Equal(("job1", HandOverState.Ready), (handOver.Id, handOver.State));
    }

    private async Task<(CompleteEnrichment Complete, Azure.Storage.Queues.QueueClient Queue)> PrepareAsync()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Prefix"] = prefix }).Build();
        QueueNames.AddDefaults(configuration);
        var queues = new WorkQueues(Storage, configuration);
        await queues.CreateMissingAsync(Cancelled);
        var titles = new TitleStore(Storage);
        await titles.TryAddAsync(new Title(Id, new ExternalIds(603)), Cancelled);
        using var live = new LiveEvents(
            LiveOptions.From(configuration), Storage, TimeProvider.System, NullLogger<LiveEvents>.Instance);
        var downloads = new DownloadOptions();
        var downloader = new AssetDownloader(DownloadTransport.CreateClient(downloads), downloads, new OpenGate(), TimeProvider.System);
        var (assets, refs) = (new AssetStore(Storage), new AssetRefStore(Storage));
        var alone = new SharedImages(container: null, TimeProvider.System);
        var formerCast = new FormerCast(
            titles, new PeopleStore(Storage), refs, new KeptFiles(titles, assets, refs, alone, downloader, TimeProvider.System), TimeProvider.System);
        var complete = new CompleteEnrichment(
            titles,
            new TitlesAtWork(),
            new LibraryStore(Storage),
            new ListedTitles(titles, new LibraryStore(Storage)),
            new JobStore(Storage),
            assets,
            formerCast,
            queues,
            live,
            Telemetry.Unheard.Metrics,
            TimeProvider.System);
        return (complete, Storage.Queue(configuration[QueueNames.Publish]!));
    }

    private async Task LeaseAsync(string job)
    {
        var titles = new TitleStore(Storage);
        var row = await titles.GetAsync(Id, Cancelled);
        Assert.True(await titles.TryReplaceAsync(row with { Lease = new TitleLease(job, DateTimeOffset.UtcNow.AddHours(1)) }, Cancelled));
    }

    private static CompletionRequest Completion(string job, bool autoPublish) => new(
        new EnrichRequest(Id, job, Manual: true, Force: true, RequireComplete: false), DateTimeOffset.UtcNow, [], new SelectionPlan([]), 0, 0)
    {
        AutoPublish = autoPublish,
    };

    private static async Task<List<PublishMessage>> ReadAsync(Azure.Storage.Queues.QueueClient queue) =>
        [.. (await queue.PeekMessagesAsync(32, Cancelled)).Value.Select(message => StoredJson.Read<PublishMessage>(message.Body.ToString()))];
}
