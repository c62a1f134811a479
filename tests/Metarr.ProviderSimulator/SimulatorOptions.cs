using Metarr.ProviderSimulator.Faults;
using Metarr.ProviderSimulator.Traffic;

namespace Metarr.ProviderSimulator;

/// <summary>How a simulator is started: where it listens, what it serves and whom it lets in.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>A folder of recorded bodies laid out by request path (<c>tmdb/3/movie/49026.json</c>), or null for the bundled
    /// library alone. The folder may also be the one that holds <c>3/</c> itself.</summary>
    public string? RecordingsDirectory { get; init; }

    /// <summary>Where made images are kept. It can be shared by several simulators and survives a restart.</summary>
    public string CacheDirectory { get; init; } = Path.Combine(Path.GetTempPath(), "metarr-simulator-images");

    /// <summary>The v3 key that <c>?api_key=</c> must carry, or null when no key opens the door.</summary>
    public string? TmdbApiKey { get; init; } = "simulator-tmdb-key";

    /// <summary>The v4 read token that <c>Authorization: Bearer</c> must carry, or null when no token opens the door.</summary>
    public string? TmdbReadToken { get; init; } = "simulator-tmdb-read-token";

    /// <summary>The key that TheTVDB's <c>POST /login</c> must carry as <c>apikey</c>, or null when no key opens the door.</summary>
    public string? TvdbApiKey { get; init; } = "simulator-tvdb-key";

    /// <summary>The PIN that must stand beside TheTVDB's key, or null when the key asks for none (a negotiated key).</summary>
    public string? TvdbPin { get; init; }

    /// <summary>How long a token of TheTVDB is good, by <see cref="Time"/>: about a month. A restart forgets all tokens.</summary>
    public TimeSpan TvdbTokenLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Fanart.tv's project key, which <c>?api_key=</c> must carry, or null when no key opens the door.</summary>
    public string? FanartApiKey { get; init; } = "simulator-fanart-key";

    /// <summary>Fanart.tv's personal key (<c>?client_key=</c>): who sends it sees the newest art as well. Null when there is none.
    /// A wrong one is not refused; it shows nothing more.</summary>
    public string? FanartClientKey { get; init; } = "simulator-fanart-client-key";

    /// <summary>Whether <c>/fanart/v3/</c> states width and height too. <c>/fanart/v3.2/</c> always does.</summary>
    public bool FanartStatesSizes { get; init; }

    /// <summary>The key that OMDb's <c>?apikey=</c> must carry, or null when no key opens the door.</summary>
    public string? OmdbApiKey { get; init; } = "simulator-omdb-key";

    /// <summary>How many requests a key may send to OMDb between one midnight UTC and the next, by <see cref="Time"/>; null for no
    /// limit. The free key's is 1,000.</summary>
    public int? OmdbDailyLimit { get; init; } = 1000;

    /// <summary>What goes wrong on the way; nothing by default. The rules of a <see cref="FaultScenario"/> can be changed while the
    /// simulator runs, through the object and under <c>/_admin/faults</c>.</summary>
    public IFaultSource Faults { get; init; } = new FaultScenario();

    /// <summary>How many requests a second each provider (<c>tmdb</c>, <c>tmdb-images</c>, ...) takes from one credential before it
    /// answers 429; a provider that is not named takes all.</summary>
    public IReadOnlyDictionary<string, double> RequestsPerSecond { get; init; } = new Dictionary<string, double>();

    /// <summary>The clock that rate limits go by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
