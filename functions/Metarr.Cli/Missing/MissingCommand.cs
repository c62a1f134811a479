using System.CommandLine;
using System.Globalization;
using Metarr.Cli.Api;
using Spectre.Console;

namespace Metarr.Cli.Missing;

/// <summary><c>metarr missing</c>: what the library lacks, field by field and title by title.</summary>
internal static class MissingCommand
{
    private const int PageSize = 500;

    /// <summary>How many titles are asked about at the same time.</summary>
    private const int AskedAtOnce = 4;

    /// <summary>How many titles are named unless said otherwise.</summary>
    private const int UsualLimit = 20;

    private static readonly Option<int?> Limit = WholeNumber.Option(
        "--limit", $"How many titles are named, the least complete first; {UsualLimit} unless said otherwise.", least: 1, most: int.MaxValue);

    public static Command Create() => ApiCommand.Create(
        "missing", "Shows what the library lacks: the fields that are empty, and the least complete titles with what each lacks.", [Limit], RunAsync);

    private static async Task<int> RunAsync(MetarrApi api, ParseResult parsed, ApiScreen screen, CancellationToken cancellationToken)
    {
        var library = await api.GetAsync<LibraryView>("v1/movies/enrichment/stats", cancellationToken);
        var worst = (await ListAsync(api, cancellationToken))
            .Where(film => film.Completeness < 100)
            .OrderBy(film => film.Completeness).ThenBy(film => film.Title, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var named = worst.Take(parsed.GetValue(Limit) ?? UsualLimit).ToList();
        var films = new IncompleteFilm[named.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, named.Count, options, async (index, token) => films[index] = await AskAsync(api, named[index], token));

        var fields = library.MissingFields.Where(field => field.Titles > 0).ToList();
        screen.Show(new { library.Total, incomplete = worst.Count, fields, films }, console => Draw(console, library, worst.Count, fields, films));
        return worst.Count == 0 ? ExitCodes.Done : ExitCodes.NotAllWell;
    }

    private static async Task<List<FilmView>> ListAsync(MetarrApi api, CancellationToken cancellationToken)
    {
        var films = new List<FilmView>();
        for (var number = 1; ; number++)
        {
            var page = await api.GetAsync<FilmPage>($"v1/movies?page={number}&pageSize={PageSize}", cancellationToken);
            films.AddRange(page.Items);
            if (page.Items.Count < PageSize) return films;
        }
    }

    private static async Task<IncompleteFilm> AskAsync(MetarrApi api, FilmView film, CancellationToken cancellationToken)
    {
        var status = await api.FindAsync<StatusView>($"v1/movies/{film.Id}/enrichment-status", cancellationToken);
        var missing = status?.Completeness.MissingFields.Select(field => field.DisplayName) ?? [];
        return new IncompleteFilm(film.Id, film.Title, film.Year, film.Completeness, film.EnrichedAt is null, [.. missing]);
    }

    private static void Draw(
        IAnsiConsole console, LibraryView library, int incomplete, List<MissingFieldView> fields, IncompleteFilm[] films)
    {
        console.WriteLine($"{incomplete} of {library.Total} films lack something.");
        if (incomplete == 0) return;
        var byField = new Table { Border = TableBorder.Simple };
        byField.AddColumns(new TableColumn("Field"), new TableColumn("Films without").RightAligned());
        foreach (var field in fields) byField.AddRow(new Text(field.DisplayName), new Text(field.Titles.ToString(CultureInfo.InvariantCulture)));
        console.Write(byField);

        var byFilm = new Table { Border = TableBorder.Simple };
        byFilm.AddColumns(new TableColumn("Film"), new TableColumn("Complete").RightAligned(), new TableColumn("Lacks"));
        foreach (var film in films)
        {
            byFilm.AddRow(
                new Text(film.Year is { } year ? $"{film.Title ?? film.Id} ({year})" : film.Title ?? film.Id),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{film.Percent:0.0} %")),
                new Text(film.NeverEnriched ? "never enriched" : string.Join(", ", film.Lacks)));
        }

        console.Write(byFilm);
    }

    private sealed record FilmPage(IReadOnlyList<FilmView> Items);

    private sealed record FilmView(string Id, string? Title, int? Year, double Completeness, DateTimeOffset? EnrichedAt);

    private sealed record StatusView(CompletenessView Completeness);

    private sealed record CompletenessView(IReadOnlyList<FieldView> MissingFields);

    private sealed record FieldView(string DisplayName);

    private sealed record IncompleteFilm(
        string Id, string? Title, int? Year, double Percent, bool NeverEnriched, IReadOnlyList<string> Lacks);
}
