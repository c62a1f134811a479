using System.Globalization;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Webhooks;

namespace Metarr.Enrichment.Tests.Webhooks;

/// <summary>All that was read of an event, fact by fact, so that two readings can be told apart.</summary>
internal static class EventFacts
{
    public static Dictionary<string, string> Of(WebhookEvent read) => Facts(read)
        .Where(fact => fact.Value is not null)
        .ToDictionary(fact => fact.Name, fact => Convert.ToString(fact.Value, CultureInfo.InvariantCulture)!);

    private static IEnumerable<(string Name, object? Value)> Facts(WebhookEvent read)
    {
        (string, object?)[] own = [("type", read.Type), ("subject", read.Subject), ("change", read.Change.GetType().Name)];
        return own.Concat(read.Change switch
        {
            LibraryChange.Imported imported => [.. Movie(imported.Movie), .. File("", imported.File), ("upgrade", imported.IsUpgrade)],
            LibraryChange.Renamed renamed => [.. Movie(renamed.Movie), .. renamed.Files.SelectMany(Renamed)],
            LibraryChange.FileDeleted deleted => [.. Movie(deleted.Movie), ("reason", deleted.Reason)],
            LibraryChange.Added added => Movie(added.Movie),
            LibraryChange.Removed removed => Movie(removed.Movie),
            LibraryChange.Nothing nothing => [("outcome", nothing.Outcome)],
            _ => [],
        });
    }

    private static (string Name, object? Value)[] Movie(NamedMovie movie) =>
    [
        ("tmdbId", movie.Ids.TmdbId), ("imdbId", movie.Ids.ImdbId), ("tvdbId", movie.Ids.TvdbId), ("name", movie.Name), ("year", movie.Year),
        ("folder", movie.Folder),
    ];

    private static IEnumerable<(string Name, object? Value)> Renamed(RenamedFile file, int place) =>
        File($"/{place}", file.File).Append(($"previous/{place}", file.PreviousRelativePath));

    private static (string Name, object? Value)[] File(string place, MediaFile? file) =>
    [
        ($"path{place}", file?.Path), ($"relative{place}", file?.RelativePath), ($"quality{place}", file?.Quality), ($"size{place}", file?.SizeBytes),
    ];
}
