using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.Functions.Triggers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Functions;

/// <summary>Registers what bulk runs need.</summary>
internal static class BulkServices
{
    /// <summary>Registers it.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The app's configuration.</param>
    public static void AddBulk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(BulkOptions.From(configuration));
        services.AddSingleton<BulkRunStore>();
        services.AddSingleton<LibraryPages>();
        services.AddSingleton<BulkPace>();
        services.AddSingleton<BulkJobs>();
    }
}
