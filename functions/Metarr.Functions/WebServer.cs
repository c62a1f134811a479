using Metarr.Enrichment.Imaging;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions;

/// <summary>What the web server in front of the functions takes and tells, whichever host starts it.</summary>
internal static class WebServer
{
    private const string All = "Microsoft.AspNetCore";

    /// <summary>Tells of each request with its query, in which callers send keys (<c>?code=</c>).</summary>
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Leaves it to the app to refuse a file that is too large, in a sentence: the server would break the request off.</summary>
    private const int Allowance = 1_000_000;

    /// <summary>Sets the server up.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The app's configuration.</param>
    public static void AddWebServer(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<KestrelServerOptions>(server => server.Limits.MaxRequestBodySize = ImageLimits.Default.MaxBytes + Allowance);
        services.AddLogging(logging =>
        {
            logging.AddFilter(Requests, LogLevel.Warning);
            if (configuration[$"Logging:LogLevel:{All}"] is null) logging.AddFilter(All, LogLevel.Warning);
        });
    }
}
