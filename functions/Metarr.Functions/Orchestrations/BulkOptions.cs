using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Orchestrations;

/// <summary>How bulk runs go through the library.</summary>
/// <param name="PageSize">How many titles are read at once; after a page the run's history begins anew.</param>
public sealed record BulkOptions(int PageSize)
{
    private const string Setting = "Bulk:PageSize";

    private const int DefaultPageSize = 200;

    /// <summary>Reads <c>Bulk__PageSize</c> (200 unless set).</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <returns>The options.</returns>
    /// <exception cref="InvalidOperationException">It is no number, or below 1.</exception>
    public static BulkOptions From(IConfiguration configuration) => configuration.GetValue(Setting, DefaultPageSize) is >= 1 and var size
        ? new BulkOptions(size)
        : throw new InvalidOperationException("Bulk__PageSize must be 1 or more.");
}
