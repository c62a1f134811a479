using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Storage;

public sealed class LibraryListingTests(LocalServices services) : IAsyncLifetime
{
    private readonly StorageClients storage =
        new(new StorageOptions(services.Storage, null, "l" + Guid.NewGuid().ToString("N")[..12]));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await storage.Library.CreateIfNotExistsAsync(Cancelled);

    public async ValueTask DisposeAsync() => await storage.Library.DeleteAsync(CancellationToken.None);

    [Fact]
    public async Task Each_writer_sees_what_it_wrote_and_removed_in_every_instance_at_once()
    {
        var (one, other) = (new LibraryStore(storage), new LibraryStore(storage));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var number = 0; number < 6; number++)
            {
                var entry = Entry($"{writer}_{number}");
                await one.WriteAsync(entry, Cancelled);
                Assert.Contains(entry, await one.ListAsync(TitleKind.Movie, Cancelled));
                Assert.Contains(entry, await other.ListAsync(TitleKind.Movie, Cancelled));
                if (number % 2 == 0) continue;
                await other.RemoveAsync(entry.Id, Cancelled);
                Assert.DoesNotContain(entry, await one.ListAsync(TitleKind.Movie, Cancelled));
            }
        }));

        var names = (await one.ListAsync(TitleKind.Movie, Cancelled)).Select(entry => entry.Name!).ToList();
        Assert.Equal(24, names.Count);
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public async Task A_list_that_nobody_changed_is_not_read_again()
    {
        var store = new LibraryStore(storage);
        await store.WriteAsync(Entry("a"), Cancelled);

        var first = await store.ListAsync(TitleKind.Movie, Cancelled);
        var second = await store.ListAsync(TitleKind.Movie, Cancelled);
        await store.WriteAsync(Entry("b"), Cancelled);
        var third = await store.ListAsync(TitleKind.Movie, Cancelled);

        Assert.Same(first, second);
        Assert.Equal((1, 2), (first.Count, third.Count));
    }

    [Fact]
    public async Task What_this_instance_changes_is_not_read_back()
    {
        var store = new LibraryStore(storage);
        foreach (var id in new[] { "a", "q", "b" }) await store.WriteAsync(Entry(id), Cancelled);
        var before = await store.ListAsync(TitleKind.Movie, Cancelled);

        // Both lie in the partition of "a".
        await store.WriteAsync(Entry("q") with { Name = "Another" }, Cancelled);
        var after = await store.ListAsync(TitleKind.Movie, Cancelled);

        Assert.Equal(LibraryStore.Partition(TitleId.Movie("a")), LibraryStore.Partition(TitleId.Movie("q")));
        Assert.Equal(["Another", "Film a", "Film b"], after.Select(entry => entry.Name));
        Assert.Same(before[0], after[1]);
    }

    [Fact]
    public async Task What_was_seen_a_moment_ago_shows_an_own_change_at_once_and_a_foreign_one_soon()
    {
        var (time, age) = (new StoppedClock(), TimeSpan.FromMilliseconds(500));
        var (one, other) = (new LibraryStore(storage, time), new LibraryStore(storage));
        await one.WriteAsync(Entry("a"), Cancelled);
        await one.ListAsync(TitleKind.Movie, age, Cancelled);
        await one.ReadStatisticsAsync(TitleKind.Movie, age, Cancelled);

        await other.WriteAsync(Entry("b"), Cancelled);
        var stale = (await CountsAsync(one, age), await CountsAsync(one, TimeSpan.Zero));
        await other.WriteAsync(Entry("c"), Cancelled);
        time.Pass(age * 2);
        var soon = await CountsAsync(one, age);
        await one.WriteAsync(Entry("d"), Cancelled);

        Assert.Equal(((1, 1), (1, 1)), stale);
        Assert.Equal((3, 3), soon);
        Assert.Equal((4, 4), await CountsAsync(one, age));
    }

    [Fact]
    public async Task Those_who_come_during_a_look_share_the_next_one_and_none_that_began_before_them()
    {
        var begun = 0;
        var gates = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource()).ToList();
        var look = new SharedLook<string>(async () =>
        {
            var number = Interlocked.Increment(ref begun);
            await gates[number - 1].Task;
            return $"{number}";
        }, TimeProvider.System);

        var first = look.ReadAsync(Cancelled);
        var during = Enumerable.Range(0, 5).Select(_ => look.ReadAsync(Cancelled)).ToList();
        gates.ForEach(gate => gate.SetResult());

        Assert.Equal("1", await first);
        Assert.All(await Task.WhenAll(during), number => Assert.Equal("2", number));
    }

    private static async Task<(int Listed, int Counted)> CountsAsync(LibraryStore store, TimeSpan age) => (
        (await store.ListAsync(TitleKind.Movie, age, Cancelled)).Count,
        (await store.ReadStatisticsAsync(TitleKind.Movie, age, Cancelled)).Statistics.Titles);

    private static LibraryEntry Entry(string id) => new(
        TitleId.Movie(id), "Film " + id, 2000, TitleStatus.Discovered, Monitored: true, 0, Partial: false, null, null, new ExternalIds());

    private sealed class StoppedClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Pass(TimeSpan time) => ticks += time.Ticks;
    }
}
