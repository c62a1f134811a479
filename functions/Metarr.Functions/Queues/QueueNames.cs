using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Queues;

/// <summary>What the app's queues are called: the settings that triggers name, and their defaults.</summary>
/// <remarks>
/// Bindings are resolved by the host, so in the cloud each of these is an app setting. On the local runtime a missing one gets its
/// default, with the prefix of the library's storage.
/// </remarks>
public static class QueueNames
{
    /// <summary>Webhooks that wait to be worked on.</summary>
    public const string Webhooks = "WebhooksQueue";

    /// <summary>Titles that webhooks want enriched.</summary>
    public const string Urgent = "EnrichUrgentQueue";

    /// <summary>Titles that people want enriched.</summary>
    public const string High = "EnrichHighQueue";

    /// <summary>Titles that schedules and scans want enriched.</summary>
    public const string Normal = "EnrichNormalQueue";

    /// <summary>Titles that are to be published.</summary>
    public const string Publish = "PublishQueue";

    /// <summary>What a queue's messages that failed too often are moved to: its name and this.</summary>
    public const string PoisonSuffix = "-poison";

    /// <summary>The setting that says when the library is refreshed: six cron fields, seconds first.</summary>
    public const string RefreshSchedule = "RefreshSchedule";

    private static readonly (string Setting, string Name)[] Defaults =
        [(Webhooks, "webhooks"), (Urgent, "enrich-urgent"), (High, "enrich-high"), (Normal, "enrich-normal"), (Publish, "publish")];

    /// <summary>Fills in what is not configured.</summary>
    /// <param name="configuration">The app's configuration.</param>
    public static void AddDefaults(IConfiguration configuration)
    {
        var prefix = configuration["Storage:Prefix"] is { Length: > 0 } text ? text.ToLowerInvariant() + "-" : "";
        foreach (var (setting, name) in Defaults)
        {
            if (string.IsNullOrWhiteSpace(configuration[setting])) configuration[setting] = prefix + name;
        }

        // On Sundays, when most people sleep in most places.
        if (string.IsNullOrWhiteSpace(configuration[RefreshSchedule])) configuration[RefreshSchedule] = "0 0 4 * * 0";
    }

    /// <summary>What people call a queue.</summary>
    /// <param name="setting">The setting that names it.</param>
    /// <returns>Its name without prefix, such as <c>enrich-high</c>.</returns>
    public static string NameOf(string setting) => Array.Find(Defaults, queue => queue.Setting == setting).Name;

    /// <summary>The setting that names a queue.</summary>
    /// <param name="name">Its name without prefix.</param>
    /// <returns>The setting.</returns>
    public static string SettingOf(string name) => Array.Find(Defaults, queue => queue.Name == name).Setting;
}
