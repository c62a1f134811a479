using System.Diagnostics.CodeAnalysis;

namespace Metarr.Enrichment.Providers;

/// <summary>Reads the addresses of images as providers write them.</summary>
internal static class ImageAddress
{
    /// <summary>
    /// The address of an image. A path alone, and an address on one of the provider's own hosts, lie on the configured CDN; so
    /// plain http of old records is lifted, and a stand-in for the CDN serves bodies that were recorded from the real one.
    /// </summary>
    /// <param name="text">What the provider wrote; may hold blanks and parentheses.</param>
    /// <param name="cdn">The address of the provider's CDN, up to the path.</param>
    /// <param name="ownHosts">The names under which the provider's images are or were to be had.</param>
    /// <param name="url">The address, when the text holds one.</param>
    /// <returns>True when the text is a path or an http or https address.</returns>
    public static bool TryRead(
        string? text, Uri cdn, IReadOnlyCollection<string> ownHosts, [NotNullWhen(true)] out Uri? url)
    {
        url = null;
        var path = text is ['/', not '/', ..] ? text : null;
        if (path is null)
        {
            // On Unix a path alone would count as an absolute address of a file; the scheme tells them apart.
            if (!Uri.TryCreate(text, UriKind.Absolute, out var stated)) return false;
            if (stated.Scheme != Uri.UriSchemeHttps && stated.Scheme != Uri.UriSchemeHttp) return false;
            if (!stated.IsDefaultPort || !ownHosts.Contains(stated.Host, StringComparer.OrdinalIgnoreCase))
            {
                url = stated;
                return true;
            }

            path = stated.PathAndQuery;
        }

        return Uri.TryCreate(cdn.AbsoluteUri.TrimEnd('/') + path, UriKind.Absolute, out url);
    }
}
