using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Faults;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Faults;

/// <summary>Each fault of one provider, in both modes, on the real app: what a title ends as, what the others gave, what a person
/// has set, and that no key is seen anywhere.</summary>
/// <remarks>Each provider is a class of its own, so that they run side by side.</remarks>
public abstract class FaultMatrix(LocalServices services, string provider) : IAsyncLifetime
{
    private const string Mine = "A tagline of my own.";

    // Only posters are looked at, so that a run is short.
    private static readonly EquatableList<AssetType> Locked = [.. AssetTypes.All.Where(type => type is not AssetType.Poster)];

    // Films that Fanart.tv has no art for, where a 404 is no fault.
    private static readonly int[] WithoutFanart = [900_010, 900_020];

    private static readonly SimulatedFilm[] SmallestFirst =
    [
        .. BundledLibrary.Films
            .Where(film => film.TvdbId is not null && !WithoutFanart.Contains(film.TmdbId))
            .OrderBy(film => BundledLibrary.ImageCountOf(film.TmdbId)),
    ];

    private readonly Silence silence = new();
    private readonly LogLines logs = new();
    private TestApp? app;

    public static TheoryData<Fault> Faults => [.. Enum.GetValues<Fault>()];

    private protected string Provider => provider;

    private TestApp App => app!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => app = await TestApp.StartAsync(services, silence, logs, silence, FourProviders.Settings);

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_named_and_costs_the_title_no_more_than_its_provider(Fault fault)
    {
        var film = SmallestFirst[(int)fault];
        var id = await RegisterAsync(film);
        silence.Set(Rule(fault));

        var job = await App.EnrichAsync(id.Value);

        Assert.True(State(job) == "completed", job.ToJsonString());
        var snapshot = await App.Titles.GetSnapshotAsync(id, Cancelled);
        AssertOutcome(fault, snapshot);
        AssertOthersAreThere(film, snapshot);
        AssertMineIsUntouched(snapshot);

        await ForceCompleteRunAsync(fault, snapshot);
        await AssertNoSecretAsync(id);
        await StorageAudit.AssertSoundAsync(App.Storage, [id]);
    }

    /// <summary>What the fault does to the title in a run that takes what it can get.</summary>
    private protected abstract void AssertOutcome(Fault fault, TitleSnapshot snapshot);

    /// <summary>A provider's part of a title is there.</summary>
    private protected static void AssertFetched(TitleSnapshot snapshot, string name) =>
        Assert.Equal(ProviderOutcome.Fetched, snapshot.Fetches.Single(fetch => fetch.Name == name).Outcome);

    private static string State(JsonObject job) => job["state"]!.GetValue<string>();

    private FaultRule Rule(Fault fault) => new()
    {
        Fault = fault,
        Provider = provider,
        // Longer than anyone waits for; a 503 that asks to wait as long would count as a limit too.
        RetryAfter = fault is Fault.TooManyRequests ? RetryAfterForm.Seconds : RetryAfterForm.Absent,
        RetryAfterSeconds = 40,

        // A byte in a drop: no answer is whole with the first.
        DripBytesPerSecond = 10,
    };

    private async Task<TitleId> RegisterAsync(SimulatedFilm film)
    {
        using var answer = await App.Http.PostAsJsonAsync("v1/movies", new { film.TmdbId, film.ImdbId }, Cancelled);
        answer.EnsureSuccessStatusCode();
        var id = TitleId.Movie($"{film.TmdbId}");
        var row = await App.Titles.GetAsync(id, Cancelled);
        var metadata = row.Title.Metadata with { Tagline = Mine };
        var edited = row.Title with { Metadata = metadata, LockedFields = ["tagline"], LockedTypes = Locked };
        Assert.True(await App.Titles.TryReplaceAsync(row with { Title = edited }, Cancelled));
        return id;
    }

    private void AssertOthersAreThere(SimulatedFilm film, TitleSnapshot snapshot)
    {
        if (provider != "tmdb") Assert.Equal(film.Title, snapshot.Row.Title.Metadata.Title);
        foreach (var name in new[] { "tmdb", "tvdb", "fanart", "omdb" }.Where(name => name != provider))
        {
            AssertFetched(snapshot, name);
        }
    }

    private static void AssertMineIsUntouched(TitleSnapshot snapshot)
    {
        Assert.Equal(Mine, snapshot.Row.Title.Metadata.Tagline);
        Assert.Equal(Locked, snapshot.Row.Title.LockedTypes);
        Assert.DoesNotContain(
            snapshot.Candidates,
            record => record.Candidate.Type is not AssetType.Poster && record.Decision is CandidateDecision.Selected);
    }

    /// <summary>Again, complete or not at all: only a rate limit ends such a run, and then nothing has changed.</summary>
    private async Task ForceCompleteRunAsync(Fault fault, TitleSnapshot before)
    {
        var id = before.Row.Title.Id;
        var job = await App.EnrichAsync(id.Value, new { force = true, requireComplete = true });

        var after = await App.Titles.GetSnapshotAsync(id, Cancelled);
        AssertMineIsUntouched(after);
        if (fault is not Fault.TooManyRequests)
        {
            Assert.True(State(job) == "completed", job.ToJsonString());
            return;
        }

        Assert.Equal("failed", State(job));
        Assert.Contains("asked to wait", job["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(StoredJson.Write(before.Row), StoredJson.Write(after.Row));
        Assert.Equal(Decisions(before), Decisions(after));
        Assert.Equal(before.Cached, after.Cached);
    }

    private static IEnumerable<string> Decisions(TitleSnapshot snapshot) => snapshot.Candidates
        .Select(record => $"{record.Candidate.Key} {record.Decision} {record.Rank} {record.SelectedBy}")
        .Order(StringComparer.Ordinal);

    private async Task AssertNoSecretAsync(TitleId id)
    {
        var seen = new List<string>(logs.All);
        foreach (var path in new[] { $"v1/movies/{id.Value}", $"v1/movies/{id.Value}/assets", "v1/providers/status", "v1/movies" })
        {
            seen.Add((await App.GetAsync(path)).ToJsonString());
        }

        var storage = App.Storage;
        foreach (var table in new[] { storage.Titles, storage.Library, storage.Jobs, storage.Settings, storage.Budgets, storage.AssetRefs })
        {
            await foreach (var row in table.QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Cancelled))
            {
                seen.Add(string.Join(" ", row.Keys.Select(key => row[key])));
            }
        }

        Assert.All(FourProviders.Secrets, secret => Assert.DoesNotContain(seen, line => line.Contains(secret, StringComparison.Ordinal)));
    }
}
