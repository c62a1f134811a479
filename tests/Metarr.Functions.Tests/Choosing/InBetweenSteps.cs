using System.Net;
using Azure.Data.Tables;
using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;
using Metarr.Functions.Activities;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;


namespace Metarr.Functions.Tests.Choosing;

/// <summary>What happens between two steps of another instance, and what must hold afterwards.</summary>
internal static class InBetweenSteps
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task RemoveAsync(this TestApp app, TitleId id)
    {
        using var answer = await app.SendAsync(HttpMethod.Delete, $"v1/movies/{id.Value}");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>The last step of a run that has fetched and chosen nothing.</summary>
    public static async Task CompleteAsync(this TestApp app, OtherInstance other, TitleId id)
    {
        const string Job = "run";
        var row = await app.Titles.GetAsync(id, Cancelled);
        Assert.True(await app.Titles.TryReplaceAsync(row with { Lease = new TitleLease(Job, DateTimeOffset.UtcNow.AddHours(1)) }, Cancelled));
        var request = new EnrichRequest(id, Job, Manual: true, Force: true, RequireComplete: false);
        await other.Part<CompleteEnrichment>().RunAsync(
            new CompletionRequest(request, DateTimeOffset.UtcNow, [], new SelectionPlan([]), 0, 0), Cancelled);
    }

    /// <summary>Lists and statistics show the titles there are, as they are.</summary>
    public static async Task AssertListsAreTrueAsync(this TestApp app, IReadOnlyList<TitleId> ids)
    {
        var library = new LibraryStore(app.Storage);
        var expected = new List<LibraryEntry>();
        foreach (var id in ids)
        {
            var state = (await app.Titles.FindStateAsync(id, Cancelled))!;
            expected.Add(LibraryEntry.Of(state.Row, state.Poster));
        }

        expected.Sort(LibraryEntry.CompareNames);
        Assert.Equal(expected, await library.ListAsync(TitleKind.Movie, Cancelled));
        var counted = LibraryTally.Of([.. expected.Select(entry => entry.Standing)]);
        var figures = await library.ReadStatisticsAsync(TitleKind.Movie, Cancelled);
        Assert.Equal(StoredJson.Write(counted.Statistics), StoredJson.Write(figures.Statistics));
        Assert.Equal(counted.Worst.Titles, figures.Worst);
    }

    public static async Task AssertNothingIsLeftAsync(this TestApp app)
    {
        await StorageAudit.AssertSoundAsync(app.Storage, []);
        foreach (var table in new[] { app.Storage.Titles, app.Storage.AssetRefs, app.Storage.People })
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Cancelled)) Assert.Fail($"{row.PartitionKey} {row.RowKey}");
        }
    }
}
