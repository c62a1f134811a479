using Azure.Data.Tables;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Tests.Hosting;

/// <summary>Looks through a library's storage for what must never be there.</summary>
internal static class StorageAudit
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>No orphan blob, whether of titles or of people, no staged leftover, no half-written title, no altered file.</summary>
    public static async Task AssertSoundAsync(StorageClients storage, IReadOnlyList<TitleId> ids)
    {
        var titles = new TitleStore(storage);
        var kept = new HashSet<string>();
        foreach (var id in ids)
        {
            var snapshot = await titles.GetSnapshotAsync(id, Cancelled);
            Assert.Null(snapshot.Row.Lease);
            kept.UnionWith(snapshot.Cached.Select(file => file.BlobName));
            Assert.All(
                snapshot.Candidates.Where(record => record.Decision is CandidateDecision.Selected),
                record => Assert.NotNull(snapshot.CachedFileOf(record)));
        }

        kept.UnionWith(await HeadshotsAsync(storage));
        var stored = new HashSet<string>();
        await foreach (var blob in storage.Assets.GetBlobsAsync(cancellationToken: Cancelled))
        {
            stored.Add(blob.Name);
            var content = await storage.Assets.GetBlobClient(blob.Name).DownloadContentAsync(Cancelled);
            var sha = Sha256Hash.Of(content.Value.Content.ToMemory().Span);
            Assert.Equal(sha.ToString(), Path.GetFileNameWithoutExtension(blob.Name));
            Assert.True(await new AssetRefStore(storage).IsUsedAsync(sha, blob.Name, Cancelled), $"Nobody uses '{blob.Name}'.");
        }

        Assert.Equal(kept.Order(), stored.Order());
        await foreach (var blob in storage.Staging.GetBlobsAsync(cancellationToken: Cancelled))
        {
            Assert.Fail($"'{blob.Name}' was left aside.");
        }
    }

    /// <summary>The portraits of all people, after a look at what must never be left behind with them.</summary>
    private static async Task<List<string>> HeadshotsAsync(StorageClients storage)
    {
        var names = new List<string>();
        await foreach (var row in storage.People.QueryAsync<TableEntity>(cancellationToken: Cancelled))
        {
            var person = row.Record<Person>();
            Assert.Null(person.Lease);
            Assert.Null(person.Replaced);
            if (person.Headshot is not { } headshot) continue;
            names.Add(headshot.BlobName);
            await storage.AssetRefs.GetEntityAsync<TableEntity>(
                headshot.Analysis.Sha256.ToString(), $"person-{person.Id}:actor_thumb", cancellationToken: Cancelled);
        }

        return names;
    }
}
