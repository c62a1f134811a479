using System.Globalization;
using System.Net.Http.Headers;
using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>Writes the calls to TMDB.</summary>
internal sealed class TmdbRequests(TmdbOptions options)
{
    private const string Appended = "credits,images,release_dates,videos,external_ids,keywords";

    private readonly string baseUrl = options.BaseUrl.AbsoluteUri.TrimEnd('/');
    private readonly string? apiKey = ProviderSettings.NullWhenBlank(options.ApiKey);
    private readonly string? readToken = ProviderSettings.NullWhenBlank(options.ReadToken);

    /// <summary>All about a movie in one call.</summary>
    public ProviderCall Movie(int id, ProviderRequest request, ProviderContext context) =>
        Call(MoviePath(id), MovieQuery(request), context.Priority, context.ETag);

    /// <summary>What <see cref="Movie"/> asks, without the key; by the id of IMDb where TMDB's is not known.</summary>
    public string? MovieQuestion(ProviderRequest request) => request.Ids switch
    {
        { TmdbId: { } id } => $"{baseUrl}{MoviePath(id)}?{MovieQuery(request)}",
        { ImdbId: { } imdbId } => $"{baseUrl}/find/{Escape(imdbId)}?{MovieQuery(request)}",
        _ => null,
    };

    /// <summary>What TMDB knows under an id of IMDb.</summary>
    public ProviderCall FindByImdb(string imdbId, CallPriority priority) =>
        Call($"/find/{Escape(imdbId)}", "external_source=imdb_id", priority, etag: null);

    /// <summary>One page of the movies that changed between two days, both included.</summary>
    public ProviderCall MovieChanges(DateOnly from, DateOnly to, int page) => Call(
        "/movie/changes",
        string.Create(CultureInfo.InvariantCulture, $"start_date={from:yyyy-MM-dd}&end_date={to:yyyy-MM-dd}&page={page}"),
        CallPriority.Background,
        etag: null);

    /// <summary>One page of the movies of a name that were first released in a year.</summary>
    public ProviderCall SearchMovie(SearchRequest search, string language, int page) => Call(
        "/search/movie",
        string.Create(
            CultureInfo.InvariantCulture,
            $"query={Escape(search.Title)}&primary_release_year={search.Year}&language={Escape(language)}&page={page}"),
        CallPriority.Interactive,
        etag: null);

    /// <summary>The languages whose images are asked for, and textless ones.</summary>
    /// <remarks>
    /// A plain language brings the images of all its regions, each telling its own. A regional one goes along as it is besides,
    /// for the day on which TMDB narrows plain languages down.
    /// </remarks>
    public static string ImageLanguages(ProviderRequest request)
    {
        var wanted = request.ImageLanguages
            .Append(request.Language)
            .Where(language => !string.IsNullOrWhiteSpace(language))
            .SelectMany(language => language.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash
                ? [language[..dash], language]
                : new[] { language })
            .SelectMany(language => language == TmdbLanguages.Chinese ? [language, TmdbLanguages.Cantonese] : new[] { language });
        return string.Join(',', wanted.Append("null").Distinct(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Whether images in a language are asked for.</summary>
    public static bool AsksForImagesIn(string language, ProviderRequest request) =>
        ImageLanguages(request).Split(',').Contains(language, StringComparer.OrdinalIgnoreCase);

    private static string MoviePath(int id) => $"/movie/{id.ToString(CultureInfo.InvariantCulture)}";

    private static string MovieQuery(ProviderRequest request) =>
        $"append_to_response={Appended}&language={Escape(request.Language)}" +
        $"&include_image_language={Escape(ImageLanguages(request))}";

    private ProviderCall Call(string path, string query, CallPriority priority, string? etag)
    {
        var key = readToken is null ? $"&api_key={Escape(apiKey ?? "")}" : "";
        return new ProviderCall(ProviderNames.Tmdb, new Uri($"{baseUrl}{path}?{query}{key}"), priority)
        {
            ETag = etag,
            Authorization = readToken is null ? null : new AuthenticationHeaderValue("Bearer", readToken),
        };
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
