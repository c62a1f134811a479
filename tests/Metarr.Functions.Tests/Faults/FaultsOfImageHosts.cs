using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Faults;

namespace Metarr.Functions.Tests.Faults;

/// <summary>Faults of an image host: art is missing, nothing else.</summary>
public sealed class FaultsOfImageHosts(LocalServices services) : FaultMatrix(services, "tmdb-images")
{
    private protected override void AssertOutcome(Fault fault, TitleSnapshot snapshot)
    {
        AssertFetched(snapshot, "tmdb");
        var isLimited = fault is Fault.TooManyRequests;
        Assert.Equal(isLimited, snapshot.Row.Title.RateLimitedProviders.Contains("tmdb"));
        var fromTmdb = snapshot.Candidates.Where(record => record.Candidate is { Type: AssetType.Poster, Provider: "tmdb" }).ToList();
        Assert.Equal(fromTmdb.Exists(IsWorthAnotherTry), snapshot.Row.Title.Partial);
        if (fault is Fault.WrongTypes)
        {
            // An image has no types to get wrong.
            Assert.Contains(fromTmdb, record => record.Analysis is not null);
            return;
        }

        Assert.All(fromTmdb, record => Assert.Null(record.Analysis));
        Assert.Contains(fromTmdb, record => record.Failure is not null);
    }

    private static bool IsWorthAnotherTry(CandidateRecord record) =>
        record.Failure is { Kind: CandidateFailureKind.Unavailable or CandidateFailureKind.TimedOut or CandidateFailureKind.RateLimited };
}
