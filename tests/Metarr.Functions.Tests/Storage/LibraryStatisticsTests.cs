using System.Text.Json;
using Azure.Data.Tables;
using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Storage;

public sealed class LibraryStatisticsTests(LocalServices services) : IAsyncLifetime
{
    private static readonly DateTimeOffset Then = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly StorageClients storage =
        new(new StorageOptions(services.Storage, null, "s" + Guid.NewGuid().ToString("N")[..12]));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await storage.Library.CreateIfNotExistsAsync(Cancelled);

    public async ValueTask DisposeAsync() => await storage.Library.DeleteAsync(CancellationToken.None);

    [Fact]
    public async Task Increments_of_many_writers_at_once_are_what_a_recount_is()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => new LibraryStore(storage)).ToList();

        await Task.WhenAll(stores.Select((store, writer) => WriteAtRandomAsync(store, new Random(writer), 150)));

        await AssertIsRecountAsync(stores[0]);
    }

    [Fact]
    public async Task Writing_the_same_again_writes_nothing()
    {
        var store = new LibraryStore(storage);
        await store.WriteAsync(Entry("a", 3), Cancelled);
        var before = await VersionsAsync();

        await store.WriteAsync(Entry("a", 3), Cancelled);
        await store.RemoveAsync(TitleId.Movie("b"), Cancelled);

        Assert.Equal(before, await VersionsAsync());
        Assert.Equal(1, (await store.ReadStatisticsAsync(TitleKind.Movie, Cancelled)).Statistics.Titles);
    }

    [Fact]
    public async Task A_new_time_alone_is_shown_and_leaves_the_rest_and_the_statistics_as_they_are()
    {
        var store = new LibraryStore(storage);
        await store.WriteAsync(Entry("a", 3), Cancelled);
        var listed = Assert.Single(await store.ListAsync(TitleKind.Movie, Cancelled));

        await store.TryTouchAsync(listed with { EnrichedAt = Then.AddDays(9) }, Cancelled);

        Assert.Equal(listed with { EnrichedAt = Then.AddDays(9) }, Assert.Single(await store.ListAsync(TitleKind.Movie, Cancelled)));
        Assert.Equal(listed with { EnrichedAt = Then.AddDays(9) }, await store.FindAsync(listed.Id, Cancelled));
        await AssertIsRecountAsync(store);
    }

    [Fact]
    public async Task An_edit_that_is_written_after_a_new_time_is_shown_with_that_time()
    {
        var store = new LibraryStore(storage);
        await store.WriteAsync(Entry("a", 3), Cancelled);
        var entry = Entry("a", 3);

        await store.TryTouchAsync(entry with { EnrichedAt = Then.AddDays(9) }, Cancelled);
        await store.WriteAsync(entry with { Name = "edited" }, Cancelled);

        Assert.Equal(entry with { Name = "edited", EnrichedAt = Then.AddDays(9) }, await store.FindAsync(entry.Id, Cancelled));
    }

    [Fact]
    public async Task A_new_time_of_a_title_that_is_not_listed_lists_nothing_and_is_told_so()
    {
        var store = new LibraryStore(storage);
        await store.WriteAsync(Entry("b", 3), Cancelled);

        Assert.False(await store.TryTouchAsync(Entry("a", 3), Cancelled));

        Assert.Null(await store.FindAsync(TitleId.Movie("a"), Cancelled));
        await AssertIsRecountAsync(store);
    }

    [Fact]
    public async Task Times_and_edits_of_one_title_at_once_all_count()
    {
        var store = new LibraryStore(storage);
        var entry = Entry("a", 3);
        await store.WriteAsync(entry, Cancelled);

        await Task.WhenAll(
            [
                .. Enumerable.Range(1, 10).Select(day => store.TryTouchAsync(entry with { EnrichedAt = Then.AddDays(99) }, Cancelled)),
                .. Enumerable.Range(1, 10).Select(number => store.WriteAsync(entry with { Name = "edited" }, Cancelled)),
            ]);

        Assert.Equal(entry with { Name = "edited", EnrichedAt = Then.AddDays(99) }, await store.FindAsync(entry.Id, Cancelled));
        await AssertIsRecountAsync(store);
    }

    [Fact]
    public async Task A_step_that_is_repeated_late_does_not_bring_back_what_was()
    {
        var store = new LibraryStore(storage);
        var late = Entry("a", 15);
        await store.WriteAsync(late with { EnrichedAt = null }, Cancelled);
        await store.WriteAsync(Entry("a", 1), Cancelled);

        await store.WriteAsync(late with { EnrichedAt = null }, Cancelled);
        await store.WriteAsync(late with { EnrichedAt = Then.AddDays(-1) }, Cancelled);

        var entry = Assert.Single(await store.ListAsync(TitleKind.Movie, Cancelled));
        Assert.Equal(Entry("a", 1), entry);
        await AssertIsRecountAsync(store);
    }

    [Fact]
    public async Task The_ten_worst_stay_exact_while_all_of_a_library_gets_better()
    {
        var store = new LibraryStore(storage);
        var ids = Enumerable.Range(0, 40).Select(number => $"t{number:00}").ToList();
        await Task.WhenAll(ids.Select(id => store.WriteAsync(Entry(id, 15), Cancelled)));

        foreach (var id in ids)
        {
            await store.WriteAsync(Entry(id, 2), Cancelled);
            var (_, worst) = await store.ReadStatisticsAsync(TitleKind.Movie, Cancelled);
            var expected = ids.OrderBy(other => string.CompareOrdinal(other, id) > 0 ? 0 : 1).ThenBy(other => other, StringComparer.Ordinal).Take(10);
            Assert.Equal(expected, worst.Select(entry => entry.Id.Value));
        }
    }

    [Fact]
    public async Task Statistics_that_were_lost_are_counted_anew_with_the_next_change()
    {
        var store = new LibraryStore(storage);
        foreach (var number in Enumerable.Range(0, 30)) await store.WriteAsync(Entry($"t{number}", number % 16), Cancelled);
        await foreach (var row in storage.Library.QueryAsync<TableEntity>($"RowKey eq '{LibraryShards.TallyKey}'", cancellationToken: Cancelled))
        {
            await storage.Library.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Cancelled);
        }

        foreach (var number in Enumerable.Range(0, 30)) await store.WriteAsync(Entry($"t{number}", (number + 1) % 16), Cancelled);

        await AssertIsRecountAsync(store);
    }

    private static async Task WriteAtRandomAsync(LibraryStore store, Random random, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var id = $"t{random.Next(60)}";
            if (random.Next(8) == 0) await store.RemoveAsync(TitleId.Movie(id), Cancelled);
            else await store.WriteAsync(Entry(id, random.Next(16), random.Next(3) == 0), Cancelled);
        }
    }

    private static async Task AssertIsRecountAsync(LibraryStore store)
    {
        var all = await store.ListAsync(TitleKind.Movie, Cancelled);
        var recount = LibraryTally.Of([.. all.Select(entry => entry.Standing)]);
        var (statistics, worst) = await store.ReadStatisticsAsync(TitleKind.Movie, Cancelled);
        Assert.Equal(JsonSerializer.Serialize(recount.Statistics), JsonSerializer.Serialize(statistics));
        Assert.Equal(recount.Worst.Titles.Take(WorstTitles.Shown).Select(title => title.Id), worst.Select(entry => entry.Id));
    }

    private static LibraryEntry Entry(string id, int missing, bool partial = false) => new(
        TitleId.Movie(id),
        $"Film {id}",
        2000,
        TitleStatus.Enriched,
        Monitored: true,
        Math.Round(100.0 * (15 - missing) / 15, 1),
        partial,
        Then,
        Poster: null,
        new ExternalIds(1))
    {
        MissingFields = TitleField.Expected.Take(missing).Select(field => field.Name).ToEquatableList(),
    };

    private async Task<List<string>> VersionsAsync()
    {
        var versions = new List<string>();
        await foreach (var row in storage.Library.QueryAsync<TableEntity>(cancellationToken: Cancelled))
        {
            versions.Add($"{row.PartitionKey} {row.RowKey} {row.ETag}");
        }

        return versions;
    }
}
