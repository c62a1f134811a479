using System.Text.Json.Serialization;
using Metarr.ProviderSimulator.Traffic;

namespace Metarr.ProviderSimulator.Faults;

/// <summary>When a fault happens: on which provider and route, how likely, how often.</summary>
public sealed record FaultRule
{
    /// <summary>What goes wrong.</summary>
    public required Fault Fault { get; init; }

    /// <summary><c>tmdb</c>, <c>tmdb-images</c>, ...; null for all.</summary>
    public string? Provider { get; init; }

    /// <summary>The route as the ledger names it, such as <c>3/movie/{id}</c>; null for all of the provider.</summary>
    public string? Route { get; init; }

    /// <summary>How likely a request that matches is hit, from 0 to 1.</summary>
    public double Chance { get; init; } = 1;

    /// <summary>How many requests are hit before the rule is spent; null for no end.</summary>
    public int? Times { get; init; }

    /// <summary>How a 429 or 503 says when to come back.</summary>
    public RetryAfterForm RetryAfter { get; init; }

    /// <summary>The pause that Retry-After names, in seconds.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>Where <see cref="Fault.RedirectAway"/> leads.</summary>
    public Uri RedirectTo { get; init; } = new("http://elsewhere.invalid/image.jpg");

    /// <summary>How fast <see cref="Fault.SlowDrip"/> sends, in bytes per second.</summary>
    public int DripBytesPerSecond { get; init; } = 2000;

    internal bool Matches(ProviderRequest request) =>
        (Provider is null || Provider == request.Provider) && (Route is null || Route == request.Route);
}

/// <summary>How a refusal says when to come back.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RetryAfterForm>))]
public enum RetryAfterForm
{
    /// <summary>It does not.</summary>
    Absent,

    /// <summary>In seconds.</summary>
    Seconds,

    /// <summary>As an HTTP date.</summary>
    Date,
}
