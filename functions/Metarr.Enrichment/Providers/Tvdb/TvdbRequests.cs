using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>Writes the calls to TheTVDB.</summary>
internal sealed class TvdbRequests(TvdbOptions options)
{
    private readonly string baseUrl = options.BaseUrl.AbsoluteUri.TrimEnd('/');
    private readonly string? apiKey = ProviderSettings.NullWhenBlank(options.ApiKey);
    private readonly string? pin = ProviderSettings.NullWhenBlank(options.Pin);

    /// <summary>Exchanges the key for a token.</summary>
    /// <remarks>A subscriber's key without its PIN is answered with 400, <c>InvalidValueType: pin required</c>.</remarks>
    public ProviderCall Login(CallPriority priority) => new(ProviderNames.Tvdb, new Uri($"{baseUrl}/login"), priority)
    {
        SignsIn = true,
        JsonBody = JsonSerializer.SerializeToUtf8Bytes(
            new TvdbCredentials(apiKey ?? "", pin), TvdbJson.Default.TvdbCredentials),
    };

    /// <summary>All about a movie, its names and plots in every language included.</summary>
    public ProviderCall Movie(int id, ProviderContext context, string token) =>
        Call(MoviePath(id), context.Priority, token, context.ETag);

    /// <summary>What <see cref="Movie"/> asks; by the id of IMDb where TheTVDB's is not known.</summary>
    public string? MovieQuestion(ProviderRequest request) => request.Ids switch
    {
        { TvdbId: { } id } => baseUrl + MoviePath(id),
        { ImdbId: { } imdbId } => $"{baseUrl}/search/remoteid/{Uri.EscapeDataString(imdbId)}",
        _ => null,
    };

    /// <summary>What TheTVDB knows under an id of another service.</summary>
    public ProviderCall FindByRemoteId(string id, CallPriority priority, string token) =>
        Call($"/search/remoteid/{Uri.EscapeDataString(id)}", priority, token);

    /// <summary>What the numbers of the artwork types mean.</summary>
    public ProviderCall ArtworkTypes(CallPriority priority, string token) => Call("/artwork/types", priority, token);

    private static string MoviePath(int id) => $"/movies/{id.ToString(CultureInfo.InvariantCulture)}/extended?meta=translations";

    private ProviderCall Call(string path, CallPriority priority, string token, string? etag = null) =>
        new(ProviderNames.Tvdb, new Uri(baseUrl + path), priority)
        {
            ETag = etag,
            Authorization = new AuthenticationHeaderValue("Bearer", token),
        };
}
