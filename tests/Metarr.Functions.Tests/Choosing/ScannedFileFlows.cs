using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>Files that a scan found: which candidate they are linked to, and what becomes of them when their blob is lost.</summary>
public sealed class ScannedFileFlows(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_like_one_candidate_is_linked_to_another_that_turns_out_to_be_the_very_file()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, same, content) = await LookalikesAsync(app);
        var scan = $"v1/movies/{id.Value}/scanned-assets?type={same.Candidate.Type.Name()}";

        var first = await app.DoWithFileAsync(scan, content);
        Assert.NotEqual(same.Candidate.Key, first["candidateKey"]!.GetValue<string>());
        Assert.False(first["sameBytes"]!.GetValue<bool>());
        await app.EnrichAsync(id.Value, new { force = true });

        var file = await FileAsync(app, id, first["analysis"]!["sha256"]!.GetValue<string>());
        Assert.Equal((same.Candidate.Key, AssetOrigin.Scan), (file.CandidateKey, file.Origin));
        var again = await app.DoWithFileAsync(scan, content);
        Assert.Equal(same.Candidate.Key, again["candidateKey"]!.GetValue<string>());
        Assert.True(again["sameBytes"]!.GetValue<bool>());
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task The_link_is_right_at_once_when_the_very_file_is_looked_at_before_the_next_scan()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, same, content) = await LookalikesAsync(app);
        var scan = $"v1/movies/{id.Value}/scanned-assets?type={same.Candidate.Type.Name()}";
        await app.DoWithFileAsync(scan, content);
        await app.Titles.WriteAsync(id, same, Cancelled);

        var again = await app.DoWithFileAsync(scan, content);

        Assert.Equal(same.Candidate.Key, again["candidateKey"]!.GetValue<string>());
        Assert.Equal(same.Candidate.Key, (await FileAsync(app, id, same.Analysis!.Sha256.ToString())).CandidateKey);
    }

    [Fact]
    public async Task A_lost_file_is_not_sought_where_something_that_looks_like_it_lies_and_comes_back_with_the_next_scan()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, same, content) = await LookalikesAsync(app);
        var scan = $"v1/movies/{id.Value}/scanned-assets?type={same.Candidate.Type.Name()}";
        var scanned = await app.DoWithFileAsync(scan, content);
        var file = await FileAsync(app, id, scanned["analysis"]!["sha256"]!.GetValue<string>());
        await app.Storage.Assets.DeleteBlobAsync(file.BlobName, cancellationToken: Cancelled);
        app.Simulator.Requests.Reset();

        var found = await new StoredParts(app, TimeProvider.System).Verification.VerifyAsync(id, byBytes: true, Cancelled);

        Assert.Contains("scan it again", Assert.Single(found.Unmended).Reason, StringComparison.Ordinal);
        Assert.Equal(0, app.Simulator.Requests.Count());
        await app.DoWithFileAsync(scan, content);
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_persons_file_that_was_altered_on_the_disk_is_whole_again_after_another_upload()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        var own = await app.PictureAsync(BundledLibrary.Films[4].TmdbId);
        await app.DoWithFileAsync($"v1/movies/{id.Value}/assets/poster", own);
        var file = Assert.Single((await app.Titles.GetSnapshotAsync(id, Cancelled)).Cached);
        await app.Storage.Assets.GetBlobClient(file.BlobName).UploadAsync(new BinaryData(new byte[own.Length]), overwrite: true, Cancelled);

        await app.DoWithFileAsync($"v1/movies/{id.Value}/assets/poster", own);

        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    /// <summary>A film with a candidate that looks like another and seems not to be looked at yet, and the bytes of that candidate.</summary>
    private static async Task<(TitleId Id, CandidateRecord Same, byte[] Content)> LookalikesAsync(TestApp app)
    {
        await app.SetAsync(new { analysisMode = "all" });
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var candidates = (await app.Titles.GetSnapshotAsync(id, Cancelled)).Candidates;
        var same = (
            from one in candidates
            where one.Decision is CandidateDecision.Duplicate
            let other = candidates.Single(record => record.Candidate.Type == one.Candidate.Type && record.Candidate.Key == one.DuplicateOf)
            where one.Analysis!.Sha256 != other.Analysis!.Sha256
            where candidates.All(record => record == one || record.Analysis?.Sha256 != one.Analysis!.Sha256)
            select one).First();
        await app.Titles.WriteAsync(id, same with { Analysis = null, Decision = CandidateDecision.None, DuplicateOf = null }, Cancelled);
        using var http = new HttpClient();
        var content = await http.GetByteArrayAsync(same.Candidate.Url, Cancelled);
        Assert.Equal(same.Analysis!.Sha256, Sha256Hash.Of(content));
        return (id, same, content);
    }

    private static async Task<CachedAsset> FileAsync(TestApp app, TitleId id, string sha) =>
        (await app.Titles.GetSnapshotAsync(id, Cancelled)).Cached.Single(file => file.Analysis.Sha256.ToString() == sha);
}
