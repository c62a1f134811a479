using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Activities;

/// <summary>Reads the next titles of a bulk run.</summary>
public sealed class ReadTitlePage(LibraryPages pages, SettingsStore settings, IConfiguration configuration)
{
    /// <summary>How many titles a page has unless <c>Bulk__PageSize</c> is set; after a page the run's history begins anew.</summary>
    private const int PageSize = 200;

    /// <summary>The activity.</summary>
    /// <param name="request">The run, and where the page before ended.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The titles by their ids, without those that are not monitored.</returns>
    [Function(nameof(ReadTitlePage))]
    public async Task<TitlePage> RunAsync([ActivityTrigger] PageRequest request, CancellationToken cancellationToken)
    {
        var size = Math.Max(1, configuration.GetValue("Bulk:PageSize", PageSize));
        var (titles, next) = await pages.ReadAsync(request.Request, request.Cursor, size, cancellationToken);
        return new TitlePage(titles, next, (await settings.ReadAsync(cancellationToken)).BulkWindow);
    }
}
