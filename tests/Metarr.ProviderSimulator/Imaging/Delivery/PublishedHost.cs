using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Imaging.Delivery;

/// <summary>The host that a provider's bodies name in image addresses, and where the simulator has the same images.</summary>
/// <param name="Name">The true host, such as <c>artworks.thetvdb.com</c>.</param>
/// <param name="Prefix">The path of its stand-in, such as <c>/tvdb-images</c>.</param>
internal sealed record PublishedHost(string Name, string Prefix)
{
    /// <summary>The body with every image address on the simulator, as the client reached it.</summary>
    public string MoveHere(string body, HttpRequest request)
    {
        var here = $"http://{request.Host.Value}{Prefix}/";
        return body.Replace($"https://{Name}/", here, StringComparison.Ordinal)
            .Replace($"http://{Name}/", here, StringComparison.Ordinal);
    }

    /// <summary>The path of an address on this host, or null when it is on another.</summary>
    public string? PathOf(string address)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https://", "http://"])
        {
            var root = scheme + Name;
            if (address.StartsWith(root + "/", StringComparison.Ordinal))
                return address[root.Length..];
        }
        return null;
    }
}
