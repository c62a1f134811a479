using Metarr.Enrichment.Library;
using Metarr.Functions.Choosing;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Does one thing for every title of a page: clears what is retired, or verifies what is kept.</summary>
public sealed class CareForPage(
    LibraryStore library, RetiredFiles retired, FileVerification verification, AssetStore assets, TimeProvider time)
{
    private const int PageSize = 50;

    /// <summary>In how many days a daily verification reads all bytes of the library.</summary>
    private const int DaysForAll = 30;

    /// <summary>How long a file may lie aside for a run.</summary>
    private static readonly TimeSpan StagingTime = TimeSpan.FromDays(1);

    /// <summary>The activity.</summary>
    /// <param name="request">What to do, and where the page begins.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What was done, and where the next page begins.</returns>
    [Function(nameof(CareForPage))]
    public async Task<CarePage> RunAsync([ActivityTrigger] CareRequest request, CancellationToken cancellationToken)
    {
        var page = await library.PageAsync(request.Cursor, PageSize, cancellationToken);
        var report = CareReport.Empty;
        if (request is { Kind: CareKind.Clear, Cursor: null })
        {
            await assets.ClearStagingBeforeAsync(time.GetUtcNow() - StagingTime, cancellationToken);
        }

        foreach (var id in page.Ids) report = report.Plus(await CareAsync(request, id, cancellationToken));
        return new CarePage(page.Next, report);
    }

    private async Task<CareReport> CareAsync(CareRequest request, TitleId id, CancellationToken cancellationToken)
    {
        if (request.Kind is CareKind.Clear)
        {
            return CareReport.Empty with { Titles = 1, Cleared = await retired.ClearAsync(id, cancellationToken) };
        }

        var byBytes = request.Day is not { } day || Slice(id) == day % DaysForAll;
        var findings = await verification.VerifyAsync(id, byBytes, cancellationToken);
        return new CareReport(1, findings.Files, findings.Mended, 0, findings.Unmended.Count, findings.Unmended);
    }

    private static int Slice(TitleId id) => id.Value.Aggregate(0, (sum, letter) => ((sum * 31) + letter) % DaysForAll);
}
