using Metarr.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Functions.Publishing;

/// <summary>Puts the parts of publishing together.</summary>
internal static class PublishServices
{
    /// <summary>
    /// Registers them. <c>Publishing:Folder</c> and <c>Publishing:Container</c> say where titles are published; without either nothing
    /// is.
    /// </summary>
    public static void AddPublishing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Publisher>();
        services.AddSingleton<PublishedRemoval>();
        services.AddSingleton<HandOvers>();
        if (configuration["Publishing:Folder"] is { Length: > 0 } folder)
        {
            services.AddSingleton<IPublishTarget>(new FolderTarget(folder));
        }

        if (configuration["Publishing:Container"] is { Length: > 0 } container)
        {
            services.AddSingleton<IPublishTarget>(
                provider => new ContainerTarget(provider.GetRequiredService<StorageClients>().ForeignContainer(container)));
        }
    }
}
