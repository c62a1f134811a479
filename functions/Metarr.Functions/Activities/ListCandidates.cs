using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Recording;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Takes what the providers offer into the title's list of candidates.</summary>
public sealed class ListCandidates(TitleStore titles, TitlesAtWork atWork, ProviderBodyStore bodies, IEnumerable<IMetadataProvider> providers)
{
    /// <summary>The activity.</summary>
    /// <param name="request">The run, and the providers that answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many candidates are new or changed.</returns>
    [Function(nameof(ListCandidates))]
    public async Task<int> RunAsync([ActivityTrigger] ListingRequest request, CancellationToken cancellationToken)
    {
        var id = request.TitleId;
        var snapshot = await titles.GetSnapshotAsync(id, cancellationToken);
        var asked = ProviderQuestion.About(snapshot.Row.Title, snapshot.Fetches, request.Settings);
        var count = 0;
        foreach (var provider in providers.Where(candidate => request.Providers.Contains(candidate.Name)))
        {
            // A body that someone removed since it was fetched leaves the list as it is.
            if (await bodies.ReadAsync(id, provider.Name, cancellationToken) is not { } body) continue;
            if (provider.Read(asked, body) is not ProviderResult.Fetched fetched) continue;
            var listed = CandidateListing.Update(provider.Name, snapshot.Candidates, fetched.Candidates);
            await titles.WriteAsync(id, listed, cancellationToken);
            count += listed.Count;
        }

        if (count == 0) atWork.Remember(request.JobId, snapshot);
        return count;
    }
}
