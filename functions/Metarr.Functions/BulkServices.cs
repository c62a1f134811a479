using Metarr.Functions.Storage;
using Metarr.Functions.Triggers;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Functions;

/// <summary>Registers what bulk runs need.</summary>
internal static class BulkServices
{
    /// <summary>Registers it.</summary>
    /// <param name="services">The app's services.</param>
    public static void AddBulk(this IServiceCollection services)
    {
        services.AddSingleton<BulkRunStore>();
        services.AddSingleton<LibraryPages>();
        services.AddSingleton<BulkPace>();
        services.AddSingleton<BulkJobs>();
    }
}
