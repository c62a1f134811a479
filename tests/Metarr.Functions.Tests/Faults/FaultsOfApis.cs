using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Faults;

namespace Metarr.Functions.Tests.Faults;

/// <summary>Faults of a provider's API.</summary>
public abstract class FaultsOfApi(LocalServices services, string provider) : FaultMatrix(services, provider)
{
    private protected override void AssertOutcome(Fault fault, TitleSnapshot snapshot)
    {
        var fetch = snapshot.Fetches.Single(candidate => candidate.Name == Provider);
        var title = snapshot.Row.Title;
        Assert.Contains(fetch.Outcome, Possible(fault));
        Assert.Equal(fetch.Outcome is not (ProviderOutcome.Fetched or ProviderOutcome.NotFound), title.Partial);
        Assert.Equal(fetch.Outcome is ProviderOutcome.RateLimited ? [Provider] : [], title.RateLimitedProviders);
        if (fetch.Outcome is not ProviderOutcome.Fetched) Assert.NotEmpty(fetch.Reason!);
        Assert.Contains(snapshot.Candidates, record => record is { Candidate.Type: AssetType.Poster, Decision: CandidateDecision.Selected });
    }

    private ProviderOutcome[] Possible(Fault fault) => fault switch
    {
        // Fanart.tv says in this way that it has no art for the title.
        Fault.NotFound when Provider == "fanart" => [ProviderOutcome.Fetched],

        Fault.TooManyRequests => [ProviderOutcome.RateLimited],
        Fault.ExpiredCredential => [ProviderOutcome.Unauthorized],

        // TheTVDB's login may be what is not found.
        Fault.NotFound => [ProviderOutcome.NotFound, ProviderOutcome.Unavailable],

        // A client may make something of names whose values are of another type.
        Fault.WrongTypes => [ProviderOutcome.Unavailable, ProviderOutcome.Fetched, ProviderOutcome.NotFound],
        _ => [ProviderOutcome.Unavailable],
    };
}

public sealed class FaultsOfTmdb(LocalServices services) : FaultsOfApi(services, "tmdb");

public sealed class FaultsOfTvdb(LocalServices services) : FaultsOfApi(services, "tvdb");

public sealed class FaultsOfFanart(LocalServices services) : FaultsOfApi(services, "fanart");

public sealed class FaultsOfOmdb(LocalServices services) : FaultsOfApi(services, "omdb");
