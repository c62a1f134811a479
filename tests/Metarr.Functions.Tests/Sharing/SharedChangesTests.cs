using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Sharing;
using Metarr.Functions.Sharing;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Sharing;

public sealed class SharedChangesTests(LocalServices services)
{
    private static readonly DateOnly From = new(2026, 3, 1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_of_changes_serves_all_libraries_for_an_hour()
    {
        var place = await SharedPlace.MakeAsync(services);
        var feed = new ScriptedFeed(new ChangesAnswer.Listed(new HashSet<int> { 603, 11 }));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(place, feed)));

        Assert.Equal(1, feed.Calls);
        Assert.All(answers, answer => Assert.Equal([11, 603], Assert.IsType<ChangesAnswer.Listed>(answer).TmdbIds.Order()));
        place.Time.Now += TimeSpan.FromHours(1);
        await AskAsync(place, feed);
        Assert.Equal(2, feed.Calls);
    }

    [Fact]
    public async Task A_list_that_is_not_known_is_not_shared()
    {
        var place = await SharedPlace.MakeAsync(services);
        var feed = new ScriptedFeed(new ChangesAnswer.Unknown("It did not answer."));

        await AskAsync(place, feed);

        Assert.Empty(await place.NamesAsync());
        Assert.IsType<ChangesAnswer.Unknown>(await AskAsync(place, feed));
    }

    private static Task<ChangesAnswer> AskAsync(SharedPlace place, IChangesFeed feed) =>
        new SharedChanges(feed, "https://tmdb.example/3/", new SharedAnswerStore(place.Join(), place.Time), place.Time)
            .ChangedBetweenAsync(TitleKind.Movie, From, From.AddDays(13), Cancelled);

    private sealed class ScriptedFeed(ChangesAnswer answer) : IChangesFeed
    {
        private int calls;

        public int Calls => Volatile.Read(ref calls);

        public TimeSpan LongestWindow => TimeSpan.FromDays(14);

        public Task<ChangesAnswer> ChangedBetweenAsync(TitleKind kind, DateOnly from, DateOnly to, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref calls);
            return Task.FromResult(answer);
        }
    }
}
