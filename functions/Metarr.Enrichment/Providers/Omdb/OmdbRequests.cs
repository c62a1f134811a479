using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Enrichment.Providers.Omdb;

/// <summary>Writes the calls to OMDb.</summary>
internal sealed class OmdbRequests(OmdbOptions options)
{
    private readonly string baseUrl = options.BaseUrl.AbsoluteUri;
    private readonly string? apiKey = ProviderSettings.NullWhenBlank(options.ApiKey);

    /// <summary>All about a title of any sort; the short plot is the outline.</summary>
    /// <param name="imdbId">The title's id at IMDb.</param>
    /// <param name="context">Who asks.</param>
    public ProviderCall Title(string imdbId, ProviderContext context)
    {
        var url = new Uri($"{TitleQuestion(imdbId)}&apikey={Uri.EscapeDataString(apiKey ?? "")}");
        return new ProviderCall(ProviderNames.Omdb, url, context.Priority) { ETag = context.ETag };
    }

    /// <summary>What <see cref="Title"/> asks, without the key.</summary>
    /// <param name="imdbId">The title's id at IMDb.</param>
    public string TitleQuestion(string imdbId) => $"{baseUrl}?i={Uri.EscapeDataString(imdbId)}&plot=short";
}
