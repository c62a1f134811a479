using Metarr.Enrichment.Providers;
using Metarr.Functions.Choosing;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Stores a newly chosen file under the hash of its bytes, verified against its analysis.</summary>
public sealed class CacheAsset(TitleStore titles, KeptFiles files)
{
    /// <summary>The activity.</summary>
    /// <param name="chosen">The candidate.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the file can no longer be had; the candidate is marked, so that the next best takes its place.</returns>
    [Function(nameof(CacheAsset))]
    public async Task<bool> RunAsync([ActivityTrigger] CandidateRef chosen, CancellationToken cancellationToken)
    {
        var (id, type, key) = chosen;
        var record = await titles.FindCandidateAsync(id, type, key, cancellationToken);
        if (record is not { Analysis: not null }) return false;
        if (await files.KeepAsync(id, record, CallPriority.Background, cancellationToken) is not { } failure) return true;
        await titles.WriteAsync(id, record with { Failure = failure }, cancellationToken);
        return false;
    }
}
