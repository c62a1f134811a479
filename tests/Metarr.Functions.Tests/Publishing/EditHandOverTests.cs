using Azure;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;
using Metarr.Functions.Choosing;
using Metarr.Functions.Publishing;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Functions.Tests.Publishing;

/// <summary>What a person edits is published although the process may end at any moment.</summary>
public sealed class EditHandOverTests(LocalServices services) : IAsyncLifetime
{
    private static readonly TitleId Id = TitleId.Movie("603");

    private readonly StorageClients storage = new(new StorageOptions(services.Storage, null, "e" + Guid.NewGuid().ToString("N")[..12]));

    private WorkQueues? queues;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private TitleStore Titles => new(storage);

    public async ValueTask InitializeAsync()
    {
        await storage.CreateMissingAsync(Cancelled);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Storage:Prefix", storage.Titles.Name[..^"Titles".Length])]).Build();
        QueueNames.AddDefaults(configuration);
        queues = new WorkQueues(storage, configuration);
        await queues.CreateMissingAsync(Cancelled);
        await new SettingsStore(storage).ChangeAsync(settings => settings with { AutoPublish = true }, Cancelled);
        await Titles.TryAddAsync(new Title(Id, new ExternalIds(603)) { EnrichedAt = DateTimeOffset.UtcNow }, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        StorageClients s = storage;
        await Task.WhenAll(new[] { s.Titles, s.Library, s.People, s.AssetRefs, s.Jobs, s.Settings, s.Budgets, s.Activity }.Select(table => table.DeleteAsync()));
        await Task.WhenAll(new[] { s.Assets, s.Staging, s.Providers }.Select(container => container.DeleteAsync()));
    }

    [Fact]
    public async Task An_edit_whose_process_ends_after_the_commit_has_promised_its_message_before()
    {
        // Without the table of lists whatever follows the commit fails, as if the process had ended there.
        await storage.Library.DeleteAsync(Cancelled);

        await Assert.ThrowsAsync<RequestFailedException>(EditAsync);

        var row = await Titles.GetAsync(Id, Cancelled);
        Assert.Equal(("Mine", HandOverState.Queued), (row.Title.Metadata.Plot, row.HandOver!.State));
        Assert.Equal(["plot"], row.HandOver.Changed.Fields);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_promise_publishes_what_is_queued_still_and_nothing_else()
    {
        await EditAsync();
        using var media = new ScratchFolder();
        var publisher = new Publisher(
            Titles, new AssetStore(storage), [new FolderTarget(media.Path)], NullLogger<Publisher>.Instance, TimeProvider.System);
        var promise = PublishMessage.Of(Id, (await Titles.GetAsync(Id, Cancelled)).HandOver!) with { Promised = true };

        await publisher.PublishAsync(promise, Cancelled);
        var nfo = Assert.Single(Directory.GetFiles(media.Path, "movie.nfo", SearchOption.AllDirectories));
        File.Delete(nfo);
        await publisher.PublishAsync(promise with { Id = "one that was overtaken" }, Cancelled);

        Assert.False(File.Exists(nfo));
        Assert.Equal(HandOverState.Published, (await Titles.GetAsync(Id, Cancelled)).HandOver!.State);
    }

    [Fact]
    public async Task An_edit_is_sent_at_once_and_again_as_a_promise()
    {
        var outcome = Assert.IsType<EditOutcome.Done>(await EditAsync());

        Assert.Equal(HandOverState.Queued, outcome.Title.Row.HandOver!.State);
        var seen = Assert.Single((await Queue().PeekMessagesAsync(32, Cancelled)).Value);
        Assert.Equal(outcome.Title.Row.HandOver.Id, StoredJson.Read<PublishMessage>(seen.Body.ToString()).Id);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task What_earlier_edits_have_changed_stays_named_until_it_is_published()
    {
        await EditAsync();
        var edits = Edits();

        await edits.ApplyAsync(Id, EditCondition.None, title => title with { Metadata = title.Metadata with { Title = "Mine" } }, Cancelled);
        await edits.ApplyAsync(Id, EditCondition.None, title => title with { Monitored = false }, Cancelled);

        Assert.Equal(["plot", "title"], (await Titles.GetAsync(Id, Cancelled)).HandOver!.Changed.Fields.Order());
    }

    private Task<EditOutcome> EditAsync() => Edits().ApplyAsync(
        Id, EditCondition.None, title => title with { Metadata = title.Metadata with { Plot = "Mine" } }, Cancelled);

    private TitleEdits Edits() =>
        new(Titles, new ListedTitles(Titles, new LibraryStore(storage)), new HandOvers(new SettingsStore(storage), queues!, TimeProvider.System));

    private Azure.Storage.Queues.QueueClient Queue() => storage.Queue(storage.Titles.Name[..^"Titles".Length].ToLowerInvariant() + "-publish");

    /// <summary>A folder to publish to, for one test.</summary>
    private sealed class ScratchFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("metarr-media-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

    /// <summary>How many messages there are, also those that are not to be seen yet.</summary>
    private async Task<int> CountAsync() => (await Queue().GetPropertiesAsync(Cancelled)).Value.ApproximateMessagesCount;
}
