using System.Globalization;
using Metarr.Enrichment.Importing;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>Finds films at TMDB by title and year.</summary>
public sealed class TmdbSearch : ITitleSearch
{
    /// <summary>Pages of 20 that are looked through; a film of that very name and year stands far in front.</summary>
    private const int MostPages = 3;

    private const string English = "en";

    private readonly TmdbOptions options;
    private readonly TmdbRequests requests;
    private readonly ProviderHttp http;

    /// <summary>Makes a searcher.</summary>
    /// <param name="options">Where TMDB is and how to sign in.</param>
    /// <param name="http">The way to the network.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    public TmdbSearch(TmdbOptions options, ProviderHttp http)
    {
        options.Validate();
        (this.options, this.http, requests) = (options, http, new TmdbRequests(options));
    }

    /// <inheritdoc/>
    public async Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        if (!options.HasCredentials)
        {
            return new SearchAnswer.Unknown("TMDB has no key: set Providers__Tmdb__ReadToken or Providers__Tmdb__ApiKey.");
        }

        if (request.Kind is not TitleKind.Movie) return new SearchAnswer.Unknown("TMDB is asked for movies only.");
        var answer = await SearchAsync(request, request.Language, cancellationToken);
        var isEnglish = request.Language.StartsWith(English, StringComparison.OrdinalIgnoreCase);

        // Titles are told in the language that is asked for, and folders are named in English more often than not.
        return answer is SearchAnswer.None && !isEnglish ? await SearchAsync(request, English, cancellationToken) : answer;
    }

    private static string Reason(ProviderAnswer answer) => answer switch
    {
        ProviderAnswer.Unauthorized => TmdbClient.WrongKey,
        ProviderAnswer.RateLimited => "TMDB, or the quota kept for it, asks to wait; try again later.",
        _ => "TMDB did not answer the search; try again later.",
    };

    private async Task<SearchAnswer> SearchAsync(SearchRequest request, string language, CancellationToken cancellationToken)
    {
        var found = new Dictionary<int, FoundTitle>();
        var pages = 1;
        for (var page = 1; page <= pages; page++)
        {
            var asked = await http.SendAsync(requests.SearchMovie(request, language, page), cancellationToken);
            if (asked is not ProviderAnswer.Ok answer) return new SearchAnswer.Unknown(Reason(asked));

            if (JsonBody.Parse(answer.Body, TmdbJson.Default.TmdbSearchPage) is not { } body || (body.Page is null && body.Results.Count == 0))
            {
                return new SearchAnswer.Unknown("TMDB's answer to the search cannot be read.");
            }

            foreach (var row in body.Results.Where(row => IsMeant(row, request)))
            {
                found.TryAdd(row.Id!.Value, new FoundTitle(row.Id.Value, row.Title ?? row.OriginalTitle!, request.Year));
            }

            pages = Math.Min(body.TotalPages ?? page, MostPages);
        }

        return found.Count switch
        {
            0 => new SearchAnswer.None(),
            1 => new SearchAnswer.Found(found.Values.Single()),
            _ => new SearchAnswer.Ambiguous([.. found.Values]),
        };
    }

    private static bool IsMeant(TmdbSearchRow row, SearchRequest request) =>
        row.Id is > 0
        && row.ReleaseDate is { Length: >= 4 } date
        && date.StartsWith(request.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        && new[] { row.Title, row.OriginalTitle }.Any(title => title is not null && TitleWords.AreSame(title, request.Title));
}
