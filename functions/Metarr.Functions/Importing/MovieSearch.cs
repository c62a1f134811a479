using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Importing;

/// <summary>Finds the movies that are known by title and year alone.</summary>
public sealed class MovieSearch(ITitleSearch search, SettingsStore settings)
{
    private const int AskedAtOnce = 8;

    /// <summary>Searches for several movies.</summary>
    /// <param name="names">What they are called.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What came of each search, in the same order.</returns>
    public async Task<IReadOnlyList<SearchAnswer>> FindAsync(
        IReadOnlyList<(string Title, int Year)> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0) return [];
        var language = (await settings.ReadAsync(cancellationToken)).PreferredLanguage;
        var answers = new SearchAnswer[names.Count];
        await Parallel.ForAsync(
            0,
            names.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = cancellationToken },
            async (index, ending) =>
            {
                var (title, year) = names[index];
                answers[index] = await search.SearchAsync(new SearchRequest(TitleKind.Movie, title, year, language), ending);
            });
        return answers;
    }
}
