using System.Globalization;

namespace Metarr.Functions.Tests.Hosting;

/// <summary>How long is waited for what must come: so long that only what never comes is missed, however busy the machine is.</summary>
internal static class Patience
{
    /// <summary>Of a test that waits for one thing.</summary>
    public static readonly TimeSpan OfTests = TimeSpan.FromMinutes(3);

    /// <summary>Of an app for the answer of a provider or for a file: what a test holds back is not given up.</summary>
    public static readonly TimeSpan OfApps = TimeSpan.FromSeconds(599);

    /// <summary>The settings of an app that has it.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Providers:CallTimeoutSeconds"] = OfApps.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        ["Downloads:TryTimeout"] = OfApps.ToString(),
        ["Downloads:StallTimeout"] = (OfApps + TimeSpan.FromSeconds(1)).ToString(),
    };
}
