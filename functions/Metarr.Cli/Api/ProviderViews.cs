using System.Globalization;

namespace Metarr.Cli.Api;

/// <summary>How the providers are.</summary>
internal sealed record ProvidersView(IReadOnlyList<ProviderView> Providers);

/// <summary>How a provider is.</summary>
internal sealed record ProviderView(string Name, bool Configured, QuotaView Quota, BreakerView Breaker, LastFetchView? LastFetch)
{
    /// <summary>Its state in a few words.</summary>
    public string InWords
    {
        get
        {
            if (!Configured) return "off (no key)";
            if (Quota.ClosedUntil is { } until) return string.Create(CultureInfo.InvariantCulture, $"asked to wait until {until:HH:mm:ss} UTC");
            if (Breaker.State != "closed") return $"left alone, it kept failing ({Breaker.State})";
            if (LastFetch is { Outcome: "unauthorized" or "unavailable", Reason: { } reason }) return $"the last fetch failed: {reason}";
            return Quota is { PerDay: { } perDay, UsedToday: { } used }
                ? string.Create(CultureInfo.InvariantCulture, $"{used} of {perDay} calls used today")
                : string.Create(CultureInfo.InvariantCulture, $"{Quota.PerSecond:0.#} calls a second, {Quota.AvailableToBackground} free now");
        }
    }
}

/// <summary>What is left of a provider's quota.</summary>
internal sealed record QuotaView(
    double PerSecond, int? PerDay, int Available, int AvailableToBackground, DateTimeOffset? ClosedUntil, int? UsedToday);

/// <summary>Whether a provider is left alone.</summary>
internal sealed record BreakerView(string State);

/// <summary>How a provider's last fetch went.</summary>
internal sealed record LastFetchView(string Outcome, string? Reason);
