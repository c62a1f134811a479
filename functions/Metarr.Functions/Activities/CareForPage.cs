using System.Globalization;
using Metarr.Enrichment.Library;
using Metarr.Functions.Choosing;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Does one thing for every title or person of a page: clears what nobody needs, or verifies what is kept.</summary>
/// <remarks>First come all titles, then all people; once all that they have is verified, what is kept for nobody.</remarks>
public sealed class CareForPage(
    LibraryStore library,
    ListedTitles listed,
    PeopleStore people,
    RetiredFiles retired,
    FormerCast formerCast,
    FileVerification verification,
    AbandonedFiles abandoned,
    AssetStore assets,
    TimeProvider time)
{
    private const int PageSize = 50;

    /// <summary>What the cursors of pages of people begin with; no partition of titles is called so.</summary>
    private const string PeopleCursor = "people|";

    private const string UsesCursor = "uses|";
    private const string BlobsCursor = "blobs|";

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
        if (After(PeopleCursor, request) is { } person) return await CareForPeopleAsync(request, person, cancellationToken);
        if (After(UsesCursor, request) is { } use) return await ClearUsesAsync(request, use, cancellationToken);
        if (After(BlobsCursor, request) is { } blob) return await ClearBlobsAsync(blob, cancellationToken);

        if (request is { Kind: CareKind.Clear, Cursor: null })
        {
            await assets.ClearStagingBeforeAsync(time.GetUtcNow() - StagingTime, cancellationToken);
        }

        var page = await library.PageAsync(request.Cursor, PageSize, cancellationToken);
        var report = CareReport.Empty with { Titles = page.Ids.Count };
        foreach (var id in page.Ids) report = report.Plus(await CareAsync(request, id, cancellationToken));
        return new CarePage(page.Next ?? PeopleCursor, report);
    }

    private async Task<CarePage> CareForPeopleAsync(CareRequest request, string after, CancellationToken cancellationToken)
    {
        var (page, last) = await people.PageAsync(after, PageSize, cancellationToken);
        var report = CareReport.Empty with { People = page.Count };
        foreach (var person in page) report = report.Plus(await CareAsync(request, person, cancellationToken));
        var next = last is not null ? PeopleCursor + last : request.Kind is CareKind.Verify ? UsesCursor : null;
        return new CarePage(next, report);
    }

    private async Task<CarePage> ClearUsesAsync(CareRequest request, string after, CancellationToken cancellationToken)
    {
        var (cleared, next) = await abandoned.ClearUsesAsync(request.Day, after.Length == 0 ? null : after, cancellationToken);
        return new CarePage(next is null ? BlobsCursor : UsesCursor + next, CareReport.Empty with { Cleared = cleared });
    }

    private async Task<CarePage> ClearBlobsAsync(string after, CancellationToken cancellationToken)
    {
        var (cleared, next) = await abandoned.ClearBlobsAsync(after.Length == 0 ? null : after, cancellationToken);
        return new CarePage(next is null ? null : BlobsCursor + next, CareReport.Empty with { Cleared = cleared });
    }

    /// <summary>Where a page of a sort begins, or null when the page is of another sort.</summary>
    private static string? After(string prefix, CareRequest request) =>
        request.Cursor is { } cursor && cursor.StartsWith(prefix, StringComparison.Ordinal) ? cursor[prefix.Length..] : null;

    private async Task<CareReport> CareAsync(CareRequest request, TitleId id, CancellationToken cancellationToken)
    {
        if (request.Kind is CareKind.Clear) return CareReport.Empty with { Cleared = await retired.ClearAsync(id, cancellationToken) };
        await listed.MendAsync(id, cancellationToken);
        return CareReport.Of(await verification.VerifyAsync(id, ReadsAll(request, id.Value), cancellationToken));
    }

    private async Task<CareReport> CareAsync(CareRequest request, Person person, CancellationToken cancellationToken)
    {
        if (request.Kind is CareKind.Verify)
        {
            var number = person.Id.ToString(CultureInfo.InvariantCulture);
            return CareReport.Of(await verification.VerifyAsync(person, ReadsAll(request, number), cancellationToken));
        }

        return person.IsNobodys
            ? CareReport.Empty with { Cleared = await formerCast.ClearAsync(person.Id, cancellationToken) }
            : CareReport.Empty;
    }

    private static bool ReadsAll(CareRequest request, string id) => request.Day is not { } day || Slice(id) == day % DaysForAll;

    private static int Slice(string id) => id.Aggregate(0, (sum, letter) => ((sum * 31) + letter) % DaysForAll);
}
