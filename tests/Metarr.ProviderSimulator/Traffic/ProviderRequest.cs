using System.Text.RegularExpressions;

namespace Metarr.ProviderSimulator.Traffic;

/// <summary>What one request asks for: which provider, and which of its routes with the ids taken out.</summary>
/// <param name="Provider"><c>tmdb</c>, <c>tmdb-images</c>, ...: the first segment of the path.</param>
/// <param name="Route">The rest with ids as <c>{id}</c> and image names as <c>{image}</c>.</param>
public sealed partial record ProviderRequest(string Provider, string Route)
{
    /// <summary>Reads a request path such as <c>/tmdb/3/movie/900001/images</c>.</summary>
    public static ProviderRequest Parse(string path)
    {
        var trimmed = path.TrimStart('/');
        var slash = trimmed.IndexOf('/', StringComparison.Ordinal);
        var provider = slash < 0 ? trimmed : trimmed[..slash];
        var rest = slash < 0 ? "" : trimmed[(slash + 1)..];
        if (provider.EndsWith("-images", StringComparison.Ordinal))
            return new(provider, Id().Replace(ImageName().Replace(rest, "/{image}"), "{id}"));
        return new(provider, Id().Replace(rest, "{id}"));
    }

    /// <summary>The version stays (<c>3/</c>); a later segment of digits, or an IMDb id, is an id.</summary>
    [GeneratedRegex(@"(?<=/)(\d+|tt\d+)(?=/|$)")]
    private static partial Regex Id();

    [GeneratedRegex(@"/[^/]*$")]
    private static partial Regex ImageName();
}
