using System.Text.Json;
using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Tests.Completeness;

public sealed class LibraryTallyTests
{
    [Fact]
    public void Figures_say_how_many_titles_are_how_complete_and_what_they_lack()
    {
        var figures = LibraryTally.Of([Standing("a", 0), Standing("b", 1, partial: true), Standing("c", 6), Standing("d", 7)]).Statistics;

        Assert.Equal((4, 2, 1, 1, 1), (figures.Titles, figures.Enriched, figures.PartlyEnriched, figures.Unenriched, figures.Partial));
        Assert.Equal(76.7, figures.AveragePercent);
        Assert.Equal(3, figures.Missing["title"]);
        Assert.Equal(1, figures.Missing[TitleField.Expected[6].Name]);
        Assert.DoesNotContain(TitleField.Expected[7].Name, figures.Missing.Keys);
    }

    [Fact]
    public void A_library_without_titles_is_told_in_zeroes()
    {
        var tally = LibraryTally.Of([]);

        Assert.Equal(0, tally.Statistics.AveragePercent);
        Assert.Empty(tally.Worst.Titles);
        Assert.Empty(tally.Statistics.Missing);
    }

    [Fact]
    public void The_worst_come_in_the_order_of_their_lack_and_then_of_their_ids()
    {
        var tally = LibraryTally.Of([Standing("b", 3), Standing("a", 3), Standing("c", 15), Standing("d", 0)]);

        Assert.Equal(["c", "a", "b", "d"], tally.Worst.Titles.Select(title => title.Id.Value));
    }

    [Fact]
    public void A_long_name_among_the_worst_is_cut()
    {
        var title = Standing("a", 3) with { Name = new string('x', 500), Year = 1999 };

        var worst = Assert.Single(LibraryTally.Of([title]).Worst.Titles);

        Assert.Equal(new WorstTitle(title.Id, 80, new string('x', 80) + "…", 1999), worst);
    }

    [Fact]
    public void Increments_are_what_a_recount_is_whatever_happens_to_the_titles()
    {
        var recounts = 0;
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var titles = new Dictionary<string, TitleStanding>();
            var tally = LibraryTally.Of([]);
            var most = random.Next(1, 400);
            for (var step = 0; step < 2000; step++)
            {
                var id = $"t{random.Next(most)}";
                var before = titles.GetValueOrDefault(id);
                var after = random.Next(10) == 0 ? null : Standing(id, random.Next(16), random.Next(3) == 0);
                if (before is null && after is null) continue;
                if (after is null) titles.Remove(id);
                else titles[id] = after;
                if (tally.Replace(before, after) is not { } replaced)
                {
                    replaced = LibraryTally.Of(titles.Values);
                    recounts++;
                }

                tally = replaced;
                if (step % 50 == 0) AssertIsRecount(tally, titles.Values);
            }
        }

        Assert.InRange(recounts, 0, 12 * 40);
    }

    [Fact]
    public void A_library_that_gets_better_title_by_title_is_seldom_counted_anew()
    {
        var titles = Enumerable.Range(0, 3000).Select(number => Standing($"t{number:0000}", 13)).ToDictionary(title => title.Id);
        var tally = LibraryTally.Of(titles.Values);
        var recounts = 0;
        foreach (var id in titles.Keys.ToList())
        {
            var before = titles[id];
            titles[id] = Standing(id.Value, 1);
            if (tally.Replace(before, titles[id]) is not { } replaced)
            {
                replaced = LibraryTally.Of(titles.Values);
                recounts++;
            }

            tally = replaced;
        }

        AssertIsRecount(tally, titles.Values);
        Assert.InRange(recounts, 1, 3000 / (WorstTitles.Kept - WorstTitles.Shown) + 1);
    }

    [Fact]
    public void A_tally_comes_back_from_storage_as_it_was()
    {
        var tally = LibraryTally.Of([Standing("a", 0), Standing("b", 4, partial: true)]);

        var read = JsonSerializer.Deserialize<LibraryTally>(JsonSerializer.Serialize(tally, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;

        Assert.Equal(tally.Worst, read.Worst);
        Assert.Equal(Words(tally.Statistics), Words(read.Statistics));
    }

    private static void AssertIsRecount(LibraryTally tally, IReadOnlyCollection<TitleStanding> titles)
    {
        var recount = LibraryTally.Of(titles);
        Assert.Equal(Words(recount.Statistics), Words(tally.Statistics));
        Assert.Equal(recount.Worst.Titles.Take(tally.Worst.Titles.Count), tally.Worst.Titles);
        Assert.InRange(tally.Worst.Titles.Count, Math.Min(WorstTitles.Shown, titles.Count), WorstTitles.Kept);
    }

    private static string Words(LibraryStatistics statistics) => JsonSerializer.Serialize(statistics);

    private static TitleStanding Standing(string id, int missing, bool partial = false) => new(
        TitleId.Movie(id),
        new CompletenessReport(
            Math.Round(100.0 * (15 - missing) / 15, 1), TitleField.Expected.Take(missing).Select(field => field.Name).ToEquatableList()),
        partial);
}
