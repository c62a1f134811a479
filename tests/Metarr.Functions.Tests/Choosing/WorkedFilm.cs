using System.Globalization;
using Metarr.Enrichment.Library;
using Metarr.Functions.Tests.Faults;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>The worked film of <c>docs/choosing.md</c>.</summary>
public sealed class WorkedFilm(LocalServices services)
{
    private static readonly string[] Shown = ["bb0efa", "9a976e", "6268bf", "35d357", "865845", "7c073f", "2fead8", "92f874", "6d7572", "a46ef8"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_chosen_as_the_page_says()
    {
        await using var app = await TestApp.StartAsync(services, faults: null, FourProviders.Addresses);
        var id = TitleId.Movie(await app.RegisterAsync(BundledLibrary.Films.Single(film => film.Title == "The Cartographer's Alibi").TmdbId));

        await app.EnrichAsync(id.Value);

        var candidates = (await app.Titles.GetSnapshotAsync(id, Cancelled)).Candidates;
        Assert.Equal((116, 50), (candidates.Count, candidates.Count(record => record.Candidate.Type is AssetType.Poster)));
        Assert.Equal(
            [
                "bb0efa 97.65 NotAnImage", "9a976e 97.50 NotFound", "6268bf 88.69 1", "35d357 87.95 2", "865845 80.88 3", "7c073f 80.76",
                "2fead8 80.00", "92f874 76.10", "6d7572 72.89", "a46ef8 72.36",
            ],
            Rows(candidates, AssetType.Poster).Where(row => Shown.Contains(row[..6])));
        Assert.Equal(
            [
                "e3ffc1 84.80 1", "52cc9c 84.78 2", "5ce0d8 84.16 3", "836956 83.39 e3ffc1", "6f0902 82.76 5ce0d8", "8c40f8 81.25 4",
                "e9d9db 80.46",
            ],
            Rows(candidates, AssetType.Fanart).Take(7));
    }

    /// <summary>Key, score, and what became of it, best first.</summary>
    private static IEnumerable<string> Rows(IEnumerable<CandidateRecord> candidates, AssetType type) => candidates
        .Where(record => record.Candidate.Type == type)
        .OrderByDescending(record => record.Score!.Total)
        .Select(record => string.Create(CultureInfo.InvariantCulture, $"{record.Candidate.Key[..6]} {record.Score!.Total:0.00} {Fate(record)}").TrimEnd());

    private static string? Fate(CandidateRecord record) =>
        record.Failure?.Kind.ToString() ?? record.Rank?.ToString(CultureInfo.InvariantCulture) ?? record.DuplicateOf?[..6];
}
