using System.Globalization;
using Metarr.Cli.Api;
using Spectre.Console;

namespace Metarr.Cli.Importing;

/// <summary>Shows how an import goes, and what came of it.</summary>
internal sealed class ImportScreen(ApiScreen screen)
{
    /// <summary>How many films that were left out are named; all of them stand in the JSON.</summary>
    private const int MostNamed = 50;

    /// <summary>Shows progress while something works: a bar in a terminal, a line for each tenth in a pipe.</summary>
    /// <param name="total">How many films there are.</param>
    /// <param name="work">Works, and tells how many are done.</param>
    public async Task FollowAsync(int total, Func<Action<int>, Task> work)
    {
        if (screen.IsLive)
        {
            await screen.Console.Progress().AutoClear(true).StartAsync(async progress =>
            {
                var task = progress.AddTask("Films", maxValue: Math.Max(1, total));
                await work(done => task.Value = done);
            });
            return;
        }

        var toldTenths = 0;
        await work(done =>
        {
            var tenths = total == 0 ? 10 : done * 10 / total;
            if (tenths == toldTenths) return;
            toldTenths = tenths;
            screen.Say($"{done} of {total} films");
        });
    }

    /// <summary>Prints the end.</summary>
    public void Show(ImportReport report) => screen.Show(report, console => Draw(console, report));

    private static void Draw(IAnsiConsole console, ImportReport report)
    {
        var (registered, updated) = report.DryRun ? ("would be registered", "would be updated") : ("registered", "updated");
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Films} films: {report.Registered} {registered}, {report.Updated} {updated}, {report.Unchanged} as they were, {report.LeftOut.Count} left out."));
        Draw(console, "Left out", report.LeftOut);
        Draw(console, "Doubtful", report.Doubtful);
        Draw(console, "Passed over", report.Skipped);
    }

    private static void Draw(IAnsiConsole console, string heading, IReadOnlyList<LeftOut> films)
    {
        if (films.Count == 0) return;
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(heading, "Why");
        foreach (var film in films.Take(MostNamed)) table.AddRow(new Text(film.Name), new Text(film.Reason));
        console.Write(table);
        if (films.Count > MostNamed) console.WriteLine($"… and {films.Count - MostNamed} more; --json names all.");
    }
}
