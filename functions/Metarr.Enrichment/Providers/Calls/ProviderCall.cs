using System.Net.Http.Headers;

namespace Metarr.Enrichment.Providers.Calls;

/// <summary>One question to a provider's API.</summary>
/// <remarks>No record on purpose: its text must never show the URL's query or a header, which hold the keys.</remarks>
/// <param name="provider">The provider's name, one of <see cref="ProviderNames"/>; quota and breaker go by it.</param>
/// <param name="url">The address, with its query.</param>
/// <param name="priority">Who waits for the answer.</param>
public sealed class ProviderCall(string provider, Uri url, CallPriority priority)
{
    /// <summary>The provider's name.</summary>
    public string Provider { get; } = provider;

    /// <summary>The address, with its query; never to be logged or stored.</summary>
    public Uri Url { get; } = url;

    /// <summary>Who waits for the answer.</summary>
    public CallPriority Priority { get; } = priority;

    /// <summary>The tag of the body that is already kept, for a conditional request; null to have the body in any case.</summary>
    public string? ETag { get; init; }

    /// <summary>What to present as credentials in the <c>Authorization</c> header; null for none.</summary>
    public AuthenticationHeaderValue? Authorization { get; init; }

    /// <summary>Whether it signs in, so that a 400 is about what was signed in with and counts as a refused key.</summary>
    public bool SignsIn { get; init; }

    /// <summary>A JSON body to post; null for a plain GET.</summary>
    public ReadOnlyMemory<byte>? JsonBody { get; init; }

    /// <summary>The provider and the path, which hold no secret.</summary>
    /// <returns>For example <c>tmdb /3/movie/603</c>.</returns>
    public override string ToString() => $"{Provider} {Url.AbsolutePath}";
}
