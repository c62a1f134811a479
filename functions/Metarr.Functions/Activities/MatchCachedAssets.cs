using Metarr.Enrichment.Library;
using Metarr.Enrichment.Selection;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Links kept files to the candidates they are, so that replacements can be followed.</summary>
public sealed class MatchCachedAssets(TitleStore titles)
{
    /// <summary>The activity.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many links were made.</returns>
    [Function(nameof(MatchCachedAssets))]
    public async Task<int> RunAsync([ActivityTrigger] TitleId id, CancellationToken cancellationToken)
    {
        var snapshot = await titles.GetSnapshotAsync(id, cancellationToken);
        var links = 0;
        foreach (var file in snapshot.Cached.Where(file => file.CandidateKey is null))
        {
            if (CacheMatcher.Match(file.Type, file.Analysis, snapshot.Candidates) is not { } match) continue;
            await titles.WriteAsync(id, file with { CandidateKey = match.Candidate.Key }, cancellationToken);
            links++;
        }

        return links;
    }
}
