using Metarr.ProviderSimulator;

namespace Metarr.Functions.Tests.Faults;

/// <summary>The settings that point an app at all four providers of its simulator.</summary>
internal static class FourProviders
{
    private static readonly SimulatorOptions Defaults = new();

    /// <summary>The keys that must never be seen.</summary>
    public static IReadOnlyList<string> Secrets { get; } =
        [Defaults.TmdbReadToken!, Defaults.TmdbApiKey!, Defaults.TvdbApiKey!, Defaults.FanartApiKey!, Defaults.OmdbApiKey!];

    /// <summary>Addresses and keys.</summary>
    public static (string Key, string Value)[] Addresses { get; } =
    [
        ("Providers:Tvdb:BaseUrl", "{simulator}tvdb/v4"),
        ("Providers:Tvdb:ImageBaseUrl", "{simulator}tvdb-images"),
        ("Providers:Tvdb:ApiKey", Defaults.TvdbApiKey!),
        ("Providers:Fanart:BaseUrl", "{simulator}fanart/v3"),
        ("Providers:Fanart:ApiKey", Defaults.FanartApiKey!),
        ("Providers:Omdb:BaseUrl", "{simulator}omdb"),
        ("Providers:Omdb:ApiKey", Defaults.OmdbApiKey!),
    ];

    /// <summary>Addresses and keys, and no second try.</summary>
    public static (string Key, string Value)[] Settings { get; } =
    [
        .. Addresses,
        ("Providers:InteractiveRetries", "0"),
        ("Downloads:Retries", "0"),
    ];
}
