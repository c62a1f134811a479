using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Enrichment.Providers.Fanart;

/// <summary>Writes the calls to Fanart.tv.</summary>
internal sealed class FanartRequests(FanartOptions options)
{
    private readonly string baseUrl = options.BaseUrl.AbsoluteUri.TrimEnd('/');
    private readonly string? apiKey = ProviderSettings.NullWhenBlank(options.ApiKey);
    private readonly string? clientKey = ProviderSettings.NullWhenBlank(options.ClientKey);

    /// <summary>All art of a movie, of every kind and language, in one call.</summary>
    /// <param name="id">The movie's id at TMDB or IMDb.</param>
    /// <param name="context">Who asks.</param>
    public ProviderCall Movie(string id, ProviderContext context)
    {
        var personal = clientKey is null ? "" : $"&client_key={Uri.EscapeDataString(clientKey)}";
        var url = new Uri($"{baseUrl}/movies/{Uri.EscapeDataString(id)}?api_key={Uri.EscapeDataString(apiKey ?? "")}{personal}");
        return new ProviderCall(ProviderNames.Fanart, url, context.Priority) { ETag = context.ETag };
    }

    /// <summary>What <see cref="Movie"/> asks, without the keys. Whoever has a personal one is shown more.</summary>
    /// <param name="id">The movie's id at TMDB or IMDb.</param>
    public string MovieQuestion(string id) =>
        $"{baseUrl}/movies/{Uri.EscapeDataString(id)}{(clientKey is null ? "" : "?personal")}";
}
