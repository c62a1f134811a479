using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Reads the next titles of a bulk run.</summary>
public sealed class ReadTitlePage(LibraryPages pages, SettingsStore settings, BulkOptions options)
{
    /// <summary>The activity.</summary>
    /// <param name="request">The run, and where the page before ended.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The titles by their ids, without those that are not monitored.</returns>
    [Function(nameof(ReadTitlePage))]
    public async Task<TitlePage> RunAsync([ActivityTrigger] PageRequest request, CancellationToken cancellationToken)
    {
        var (titles, next) = await pages.ReadAsync(request.Request, request.Cursor, options.PageSize, cancellationToken);
        return new TitlePage(titles, next, (await settings.ReadAsync(cancellationToken)).BulkWindow);
    }
}
