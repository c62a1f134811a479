using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>Reads TMDB's list of changes, page by page.</summary>
public sealed class TmdbChanges : IChangesFeed
{
    /// <summary>More pages than TMDB gives; a list that claims more is broken.</summary>
    private const int MostPages = 1000;

    private readonly TmdbOptions options;
    private readonly TmdbRequests requests;
    private readonly ProviderHttp http;

    /// <summary>Makes a reader.</summary>
    /// <param name="options">Where TMDB is and how to sign in.</param>
    /// <param name="http">The way to the network.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    public TmdbChanges(TmdbOptions options, ProviderHttp http)
    {
        options.Validate();
        (this.options, this.http, requests) = (options, http, new TmdbRequests(options));
    }

    /// <inheritdoc/>
    public TimeSpan LongestWindow => TimeSpan.FromDays(14);

    /// <inheritdoc/>
    public async Task<ChangesAnswer> ChangedBetweenAsync(TitleKind kind, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        if (!options.HasCredentials) return new ChangesAnswer.Unknown("TMDB has no key.");
        if (kind is not TitleKind.Movie) return new ChangesAnswer.Unknown("TMDB is asked for movies only.");
        var changed = new HashSet<int>();
        var pages = 1;
        for (var page = 1; page <= pages; page++)
        {
            if (await http.SendAsync(requests.MovieChanges(from, to, page), cancellationToken) is not ProviderAnswer.Ok answer)
            {
                return new ChangesAnswer.Unknown($"TMDB did not give page {page} of its changes.");
            }

            // Without the number of pages nobody can say that the list is whole.
            if (JsonBody.Parse(answer.Body, TmdbJson.Default.TmdbChangesPage) is not { TotalPages: >= 0 and var total } body)
            {
                return new ChangesAnswer.Unknown("TMDB's list of changes cannot be read.");
            }

            changed.UnionWith(body.Results.Where(row => row.Id is > 0).Select(row => row.Id!.Value));
            pages = Math.Min(total, MostPages);
        }

        return new ChangesAnswer.Listed(changed);
    }
}
