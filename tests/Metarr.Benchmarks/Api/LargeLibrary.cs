using System.Globalization;
using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Benchmarks.Api;

/// <summary>A library of many titles in every state, written past the API so that it is there at once.</summary>
internal static class LargeLibrary
{
    private const int AtOnce = 32;

    /// <summary>Writes the titles and their slim rows.</summary>
    public static async Task WriteAsync(StorageClients storage, int count, CancellationToken cancellationToken)
    {
        var titles = Enumerable.Range(1, count).Select(Title).ToList();
        var store = new TitleStore(storage);
        await Parallel.ForEachAsync(
            titles,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (title, ending) => await store.TryAddAsync(title, ending));

        // The first of each partition makes its statistics; after that many rows go in one call.
        var library = new LibraryStore(storage);
        var entries = titles.ConvertAll(title => LibraryEntry.Of(new TitleRow(title), poster: null));
        foreach (var first in entries.DistinctBy(entry => LibraryStore.Partition(entry.Id)).ToList())
        {
            await library.WriteAsync(first, cancellationToken);
            entries.Remove(first);
        }

        await library.AddAsync(entries, cancellationToken);
    }

    /// <summary>The title of a number, from 1.</summary>
    public static Title Title(int number)
    {
        var missing = number % 16;
        var metadata = TitleMetadata.Empty with
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + (number * 7 % 26))} film of the number {number}"),
            Plot = "A plot of some length, as a provider would tell it, so that a row is as large as a true one. It goes on for a second sentence.",
            ReleaseDate = new DateOnly(1900 + (number % 120), 1 + (number % 12), 1),
        };
        var fields = TitleField.Expected.Take(missing).Select(field => field.Name).ToEquatableList();
        var enriched = number % 10 == 0 ? (DateTimeOffset?)null : DateTimeOffset.UnixEpoch.AddDays(15_000).AddMinutes(number * 13);
        return new Title(TitleId.Movie(string.Create(CultureInfo.InvariantCulture, $"{number}")), new ExternalIds(number))
        {
            Metadata = metadata,
            Monitored = number % 5 != 0,
            Partial = number % 7 == 0,
            Status = enriched is null ? TitleStatus.Discovered : TitleStatus.Enriched,
            EnrichedAt = enriched,
            RegisteredAt = DateTimeOffset.UnixEpoch.AddDays(14_000),
            Completeness = new CompletenessReport(Math.Round(100.0 * (TitleField.Expected.Count - missing) / TitleField.Expected.Count, 1), fields),
        };
    }
}
