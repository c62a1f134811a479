using System.Globalization;
using System.Text.Json;
using Metarr.ProviderSimulator;
using Spectre.Console;

namespace Metarr.Cli.Demo;

/// <summary>Shows a demonstration: a live bar and tables in a terminal, plain lines in a pipe, JSON for machines.</summary>
internal sealed class DemoScreen
{
    /// <summary>The width of tables where no terminal says how wide it is, characters.</summary>
    private const int PipeWidth = 150;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly IAnsiConsole console;
    private readonly bool asJson;

    private DemoScreen(IAnsiConsole console, bool asJson) => (this.console, this.asJson) = (console, asJson);

    public static DemoScreen For(DemoOptions options)
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
        {
            console.Profile.Capabilities.Ansi = false;
            console.Profile.Capabilities.Interactive = false;
            console.Profile.Width = PipeWidth;
        }

        return new DemoScreen(console, options.Json);
    }

    /// <summary>Says a line, unless the output is for machines.</summary>
    public void Say(string line)
    {
        if (!asJson) console.WriteLine(line);
    }

    /// <summary>Says a line beside the output, also when that is for machines.</summary>
    public static void Warn(string line) => Console.Error.WriteLine(line);

    /// <summary>Runs the work while showing how far it has come.</summary>
    public async Task<DemoResult> WatchAsync(
        IReadOnlyList<SimulatedFilm> films, Func<IReadOnlyList<SimulatedFilm>, Action<DemoProgress>, Task<DemoResult>> work)
    {
        if (asJson) return await work(films, _ => { });
        return console.Profile.Capabilities.Interactive ? await WatchLiveAsync(films, work) : await WatchPlainAsync(films, work);
    }

    /// <summary>Shows the result.</summary>
    public void Show(DemoResult result)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { result.Films, result.Seconds, Totals = Totals.Of(result) }, Json));
            return;
        }

        console.Write(Table(result));
        console.Write(ProviderTable(result));
        var totals = Totals.Of(result);
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{totals.Enriched} of {result.Films.Count} enriched in {result.Seconds:0.0} s: {totals.Candidates} candidates, {totals.Analyzed} images analysed, {totals.DownloadedMegabytes:0.0} MB downloaded, {totals.Duplicates} duplicates and {totals.Unusable} unusable files found."));
        foreach (var film in result.Films.Where(film => film.Reason is not null))
        {
            console.WriteLine($"{film.Title}: {film.State}: {film.Reason}");
        }
    }

    private async Task<DemoResult> WatchLiveAsync(
        IReadOnlyList<SimulatedFilm> films, Func<IReadOnlyList<SimulatedFilm>, Action<DemoProgress>, Task<DemoResult>> work)
    {
        DemoResult? result = null;
        await console.Progress()
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("Enriching", maxValue: films.Count);
                result = await work(films, step =>
                {
                    bar.Description = Markup.Escape($"{step.Title}: {step.Phase}");
                    if (step.IsFinished) bar.Increment(1);
                });
                bar.Description = "Done";
            });
        return result!;
    }

    private async Task<DemoResult> WatchPlainAsync(
        IReadOnlyList<SimulatedFilm> films, Func<IReadOnlyList<SimulatedFilm>, Action<DemoProgress>, Task<DemoResult>> work)
    {
        var done = 0;
        return await work(films, step =>
        {
            if (step.IsFinished) console.WriteLine($"{Interlocked.Increment(ref done),3}/{films.Count}  {step.Title}: {step.Phase}");
        });
    }

    private static Table Table(DemoResult result)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("Title").NoWrap());
        table.AddColumn(new TableColumn("Candidates").RightAligned());
        table.AddColumn("Chosen per type");
        foreach (var name in new[] { "Best score", "Complete", "Seconds" }) table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var film in result.Films) table.AddRow([.. Row(film)]);
        return table;
    }

    private static IEnumerable<string> Row(DemoFilm film)
    {
        var culture = CultureInfo.InvariantCulture;
        var chosen = film.Chosen.Where(type => type.Value.Count > 0).OrderByDescending(type => type.Value.Count).ThenBy(type => type.Key);
        yield return Markup.Escape(film.Title);
        yield return film.Summary?.Candidates.ToString(culture) ?? "-";
        yield return string.Join(", ", chosen.Select(type => type.Value.Count == 1 ? type.Key : string.Create(culture, $"{type.Value.Count} {type.Key}")));
        yield return film.Summary?.BestScore.ToString("0.00", culture) ?? film.State;
        yield return film.Summary is { } summary ? summary.Completeness.ToString("0.0", culture) + " %" : "-";
        yield return film.Seconds.ToString("0.0", culture);
    }

    private static Table ProviderTable(DemoResult result)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("Provider");
        foreach (var name in new[] { "Fields told", "Candidates", "Chosen" }) table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var provider in result.Films.SelectMany(film => film.Providers).GroupBy(pair => pair.Key, pair => pair.Value).OrderBy(group => group.Key))
        {
            int[] figures = [provider.Sum(share => share.Fields), provider.Sum(share => share.Candidates), provider.Sum(share => share.Chosen)];
            table.AddRow([provider.Key, .. figures.Select(figure => figure.ToString(CultureInfo.InvariantCulture))]);
        }

        return table;
    }

    private sealed record Totals(
        int Enriched, int Candidates, int Analyzed, double DownloadedMegabytes, int Duplicates, int Unusable)
    {
        public static Totals Of(DemoResult result)
        {
            var summaries = result.Films.Select(film => film.Summary).OfType<Api.SummaryView>().ToList();
            return new Totals(
                result.Films.Count(film => film.State == "completed"),
                summaries.Sum(summary => summary.Candidates),
                summaries.Sum(summary => summary.Analyzed),
                summaries.Sum(summary => summary.DownloadedBytes) / 1e6,
                summaries.Sum(summary => summary.Duplicates),
                summaries.Sum(summary => summary.Unusable));
        }
    }
}
