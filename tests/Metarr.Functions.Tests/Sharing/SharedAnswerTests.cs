using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Sharing;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Sharing;

public sealed class SharedAnswerTests(LocalServices services)
{
    private static readonly ProviderContext Asked = new(CallPriority.Background);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_library_is_given_what_the_first_was_told_and_when()
    {
        var place = await SharedPlace.MakeAsync(services);
        var provider = new ScriptedProvider(_ => ScriptedProvider.Body("""{"a":1}""", "W/\"one\""));

        var first = await FetchAsync(place, provider);
        var second = Assert.IsType<ProviderResult.Fetched>(await FetchAsync(place, provider));

        Assert.Equal(1, provider.Calls);
        Assert.Equal(ScriptedProvider.Text(first), ScriptedProvider.Text(second));
        Assert.Equal("W/\"one\"", second.ETag);
        Assert.Equal(place.Time.Now, second.SharedSince);
        Assert.Null(Assert.IsType<ProviderResult.Fetched>(first).SharedSince);
    }

    [Fact]
    public async Task Libraries_that_ask_at_the_same_time_cost_one_call()
    {
        var place = await SharedPlace.MakeAsync(services);
        var open = new TaskCompletionSource();
        var provider = new ScriptedProvider(_ => ScriptedProvider.Body("""{"a":1}""")) { Gate = open.Task };

        var all = Enumerable.Range(0, 8).Select(_ => FetchAsync(place, provider)).ToList();
        using var patience = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (provider.Calls == 0) await patience.WaitForNextTickAsync(Cancelled);
        open.SetResult();
        var results = await Task.WhenAll(all);

        Assert.Equal(1, provider.Calls);
        Assert.All(results, result => Assert.Equal("""{"a":1}""", ScriptedProvider.Text(result)));
        Assert.DoesNotContain(await place.NamesAsync(), name => name.StartsWith("asking/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stale_answer_is_confirmed_by_its_tag_and_serves_anew()
    {
        var place = await SharedPlace.MakeAsync(services);
        var tags = new List<string?>();
        var provider = new ScriptedProvider(context =>
        {
            tags.Add(context.ETag);
            return context.ETag == "\"one\"" ? new ProviderResult.NotModified() : ScriptedProvider.Body("""{"a":1}""", "\"one\"");
        });
        await FetchAsync(place, provider);

        place.Time.Now += TimeSpan.FromHours(25);
        var confirmed = await FetchAsync(place, provider);
        place.Time.Now += TimeSpan.FromHours(23);
        var served = await FetchAsync(place, provider);

        Assert.Equal([null, "\"one\""], tags);
        Assert.Equal("""{"a":1}""", ScriptedProvider.Text(confirmed));
        Assert.Equal("""{"a":1}""", ScriptedProvider.Text(served));
    }

    [Fact]
    public async Task A_forced_run_asks_the_provider_and_what_it_says_serves_all()
    {
        var place = await SharedPlace.MakeAsync(services);
        var version = 1;
        var provider = new ScriptedProvider(_ => ScriptedProvider.Body($$"""{"version":{{version}}}"""));
        await FetchAsync(place, provider);
        version = 2;

        var forced = await place.Join(provider).FetchAsync(ScriptedProvider.Request, Asked with { Revalidate = true }, Cancelled);
        var other = await FetchAsync(place, provider);

        Assert.Equal(2, provider.Calls);
        Assert.Equal("""{"version":2}""", ScriptedProvider.Text(forced));
        Assert.Equal("""{"version":2}""", ScriptedProvider.Text(other));
    }

    [Fact]
    public async Task An_answer_of_half_a_year_is_neither_served_nor_confirmed()
    {
        var place = await SharedPlace.MakeAsync(services);
        var tags = new List<string?>();
        var provider = new ScriptedProvider(context =>
        {
            tags.Add(context.ETag);
            return ScriptedProvider.Body("""{"a":1}""", "\"one\"");
        });
        await FetchAsync(place, provider);

        place.Time.Now += SharingTerms.LongestLife;
        await FetchAsync(place, provider);

        Assert.Equal([null, null], tags);
    }

    [Fact]
    public async Task An_answer_that_can_no_longer_be_read_is_evicted_and_fetched_anew()
    {
        var place = await SharedPlace.MakeAsync(services);
        var older = new ScriptedProvider(_ => ScriptedProvider.Body("poison"));
        await FetchAsync(place, older);
        var newer = new ScriptedProvider(_ => ScriptedProvider.Body("""{"a":1}""")) { Unreadable = "poison" };

        var result = await FetchAsync(place, newer);

        Assert.Equal("""{"a":1}""", ScriptedProvider.Text(result));
        Assert.Equal("""{"a":1}""", ScriptedProvider.Text(await FetchAsync(place, newer)));
        Assert.Equal(1, newer.Calls);
    }

    [Fact]
    public async Task A_blob_that_was_damaged_is_taken_away_and_the_provider_asked()
    {
        var place = await SharedPlace.MakeAsync(services);
        var provider = new ScriptedProvider(_ => ScriptedProvider.Body("""{"a":1}"""));
        await FetchAsync(place, provider);
        var name = Assert.Single(await place.NamesAsync());
        await place.Blobs.GetBlobClient(name).UploadAsync(BinaryData.FromString("no gzip"), overwrite: true, Cancelled);

        Assert.Equal("""{"a":1}""", ScriptedProvider.Text(await FetchAsync(place, provider)));
        Assert.Equal("""{"a":1}""", ScriptedProvider.Text(await FetchAsync(place, provider)));
        Assert.Equal(2, provider.Calls);
    }

    public static TheoryData<ProviderResult> OwnAffairs =>
    [
        new ProviderResult.RateLimited(TimeSpan.FromMinutes(1)),
        new ProviderResult.Unauthorized("The key was refused."),
        new ProviderResult.Unavailable("It answered with nonsense."),
    ];

    [Theory]
    [MemberData(nameof(OwnAffairs))]
    public async Task What_is_the_askers_own_affair_is_never_shared(ProviderResult failure)
    {
        var place = await SharedPlace.MakeAsync(services);
        var unlucky = new ScriptedProvider(_ => failure);
        var lucky = new ScriptedProvider(_ => ScriptedProvider.Body("""{"a":1}"""));

        Assert.Equal(failure, await FetchAsync(place, unlucky));
        Assert.Empty(await place.NamesAsync());
        Assert.Equal("""{"a":1}""", ScriptedProvider.Text(await FetchAsync(place, lucky)));
    }

    [Fact]
    public async Task What_a_provider_does_not_know_is_shared_for_a_day()
    {
        var place = await SharedPlace.MakeAsync(services);
        var provider = new ScriptedProvider(_ => new ProviderResult.NotFound("It knows no such film."));
        await FetchAsync(place, provider);

        Assert.Equal(new ProviderResult.NotFound("It knows no such film."), await FetchAsync(place, provider));
        Assert.Equal(1, provider.Calls);
        place.Time.Now += SharingTerms.UnknownFor;
        await FetchAsync(place, provider);
        Assert.Equal(2, provider.Calls);
    }

    [Fact]
    public async Task Another_language_is_another_question()
    {
        var place = await SharedPlace.MakeAsync(services);
        var provider = new ScriptedProvider(_ => ScriptedProvider.Body("""{"a":1}"""));
        await FetchAsync(place, provider);

        await place.Join(provider).FetchAsync(ScriptedProvider.Request with { Language = "de" }, Asked, Cancelled);

        Assert.Equal(2, provider.Calls);
    }

    [Fact]
    public async Task An_announcement_whose_process_died_is_taken_over_by_one()
    {
        var place = await SharedPlace.MakeAsync(services);
        var store = new Metarr.Functions.Sharing.SharedAnswerStore(place.Join(), place.Time);
        Assert.NotNull(await store.TryAnnounceAsync("q", Cancelled));
        Assert.Null(await store.TryAnnounceAsync("q", Cancelled));

        place.Time.Now += TimeSpan.FromMinutes(3);
        var takers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.TryAnnounceAsync("q", Cancelled)));

        Assert.Single(takers, taker => taker is not null);
    }

    [Fact]
    public async Task A_person_does_not_wait_for_long_for_another_library()
    {
        var place = await SharedPlace.MakeAsync(services);
        var slow = new ScriptedProvider(_ => ScriptedProvider.Body("slow")) { Gate = new TaskCompletionSource().Task };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var waiting = place.Join(slow).FetchAsync(ScriptedProvider.Request, Asked, ending.Token);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (slow.Calls == 0) await look.WaitForNextTickAsync(Cancelled);

        var fast = new ScriptedProvider(_ => ScriptedProvider.Body("fast"));
        var person = place.Join(fast).FetchAsync(ScriptedProvider.Request, new ProviderContext(CallPriority.Interactive), Cancelled);
        while (!person.IsCompleted)
        {
            // Time passes with every look, so that patience ends without anybody waiting for it.
            place.Time.Now += TimeSpan.FromSeconds(1);
            await look.WaitForNextTickAsync(Cancelled);
        }

        Assert.Equal("fast", ScriptedProvider.Text(await person));
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_container_out_of_reach_costs_calls_and_nothing_else()
    {
        var place = new SharedPlace(SharedPlace.Nowhere);
        var provider = new ScriptedProvider(_ => ScriptedProvider.Body("""{"a":1}"""));
        var library = place.Join(provider);

        Assert.Equal("""{"a":1}""", ScriptedProvider.Text(await library.FetchAsync(ScriptedProvider.Request, Asked, Cancelled)));
        Assert.Equal("""{"a":1}""", ScriptedProvider.Text(await library.FetchAsync(ScriptedProvider.Request, Asked, Cancelled)));
        Assert.Equal(2, provider.Calls);
    }

    private static Task<ProviderResult> FetchAsync(SharedPlace place, IMetadataProvider provider) =>
        place.Join(provider).FetchAsync(ScriptedProvider.Request, Asked, Cancelled);
}
