using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Live;

/// <summary>Whether live events are sent, and through which queue.</summary>
/// <param name="IsOn">Whether they are.</param>
/// <param name="QueueName">The queue's full name.</param>
public sealed record LiveOptions(bool IsOn, string QueueName)
{
    /// <summary>The setting that names the queue; in the cloud it is an app setting, as the host resolves it for the trigger.</summary>
    public const string QueueSetting = "EventsQueue";

    /// <summary>Reads the options, and fills in the queue's name where it is missing.</summary>
    /// <remarks>
    /// <c>Live__Enabled</c> decides. Unless it is set, events are on where somebody can hear them: always on the local runtime, which
    /// serves the hub itself, and under the Functions host when <c>AzureSignalRConnectionString</c> is set (as a connection string or as
    /// <c>__serviceUri</c> for a managed identity). Without a connection the host reports <c>ForwardEvents</c> and
    /// <c>NegotiateEvents</c> as faulty and runs all others; <c>AzureWebJobs.ForwardEvents.Disabled=true</c> quiets it.
    /// </remarks>
    /// <param name="configuration">The app's configuration.</param>
    /// <returns>The options.</returns>
    public static LiveOptions From(IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[QueueSetting]))
        {
            var prefix = configuration["Storage:Prefix"] is { Length: > 0 } text ? text.ToLowerInvariant() + "-" : "";
            configuration[QueueSetting] = prefix + "events";
        }

        // The host hands this to every worker that it starts.
        var isHosted = configuration["Functions:Worker:HostEndpoint"] is not null;
        var connection = configuration.GetSection("AzureSignalRConnectionString");
        var isConnected = connection.Value is { Length: > 0 } || connection.GetChildren().Any();
        var isOn = configuration.GetValue("Live:Enabled", !isHosted || isConnected);
        return new LiveOptions(isOn, configuration[QueueSetting]!);
    }
}
