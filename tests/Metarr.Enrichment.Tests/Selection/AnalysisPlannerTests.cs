using Metarr.Enrichment.Library;
using Metarr.Enrichment.Selection;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Selection;

public sealed class AnalysisPlannerTests
{
    private const int Catalogues = 2000;

    [Fact]
    public void Both_modes_choose_the_same_and_best_first_looks_at_fewer()
    {
        var (lookedAtByBest, lookedAtByAll) = (0, 0);
        for (var seed = 0; seed < Catalogues; seed++)
        {
            var catalogue = new RandomCatalogue(seed);
            var (best, fewer) = Run(catalogue, AnalysisMode.BestFirst);
            var (all, more) = Run(catalogue, AnalysisMode.All);

            foreach (var type in AssetTypes.All.Where(type => !catalogue.Title.IsLocked(type)))
            {
                Assert.Equal(catalogue.Select(type, all).Chosen.AsEnumerable(), catalogue.Select(type, best).Chosen);
            }

            Assert.True(fewer <= more, $"Catalogue {seed}: best first looked at {fewer}, all at {more}.");
            lookedAtByBest += fewer;
            lookedAtByAll += more;
        }

        Assert.True(lookedAtByBest < lookedAtByAll * 3 / 4, $"Best first looked at {lookedAtByBest} of {lookedAtByAll}.");
    }

    [Fact]
    public void The_selection_is_what_the_rules_say_word_by_word()
    {
        for (var seed = 0; seed < Catalogues; seed++)
        {
            var catalogue = new RandomCatalogue(seed);
            var (records, _) = Run(catalogue, AnalysisMode.All);

            foreach (var type in AssetTypes.All)
            {
                Assert.Equal(RulesInWords.Choose(type, records, catalogue), catalogue.Select(type, records).Chosen.Ids());
            }
        }
    }

    [Fact]
    public void Mode_all_looks_at_every_usable_candidate_of_the_types_that_count()
    {
        CandidateRecord[] records =
        [
            new(Art.Rated("poor", 1)), new(Art.Rated("good", 9)), Art.Offer("seen").Seen(), Art.Offer("failed").Failed(),
            new(Art.Offer("withdrawn")) { Withdrawn = true }, new(Art.Offer("flat").Sized(2000, 0)), new(Art.Offer("logo", AssetType.ClearLogo)),
        ];

        Assert.Equal(["good", "poor", "logo"], Next(records, AnalysisMode.All).Ids());
    }

    [Fact]
    public void Best_first_looks_at_as_many_as_there_are_places()
    {
        CandidateRecord[] records = [.. Enumerable.Range(0, 9).Select(i => new CandidateRecord(Art.Rated($"p{i}", i)))];

        Assert.Equal(["p8", "p7", "p6"], Next(records, AnalysisMode.BestFirst).Ids());
    }

    [Fact]
    public void A_duplicate_makes_room_for_the_next_best()
    {
        CandidateRecord[] records =
            [Art.Rated("a", 9).Seen(1), Art.Rated("b", 8).Seen(1), Art.Rated("c", 7).Seen(0xFFFF), new(Art.Rated("d", 6)), new(Art.Rated("e", 5))];

        Assert.Equal(["d"], Next(records, AnalysisMode.BestFirst).Ids());
    }

    [Fact]
    public void A_failure_makes_room_for_the_next_best()
    {
        CandidateRecord[] records =
            [Art.Rated("a", 9).Failed(), Art.Rated("b", 8).Seen(), Art.Rated("c", 7).Seen(), new(Art.Rated("d", 6)), new(Art.Rated("e", 5))];

        Assert.Equal(["d"], Next(records, AnalysisMode.BestFirst).Ids());
    }

    [Fact]
    public void Art_smaller_than_it_was_said_to_be_makes_room_for_the_next_best()
    {
        CandidateRecord[] records =
        [
            Art.Rated("a", 9).Seen().Analysed(analysis => analysis with { Width = 20, Height = 30 }),
            Art.Rated("b", 8).Seen(), Art.Rated("c", 7).Seen(), new(Art.Rated("d", 6)), new(Art.Rated("e", 5)),
        ];

        Assert.Equal(["d"], Next(records, AnalysisMode.BestFirst).Ids());
    }

    [Fact]
    public void Art_that_states_no_size_is_looked_at_before_art_that_is_not_ideal()
    {
        CandidateRecord[] records =
        [
            new(Art.Rated("stated", 8).Sized(1000, 1500)), new(Art.Rated("unstated", 7).Sized(null, null)),
        ];

        Assert.Equal(["unstated", "stated"], Next(records, AnalysisMode.BestFirst).Ids());
    }

    [Fact]
    public void A_candidate_that_would_win_the_tie_by_a_smaller_file_is_looked_at()
    {
        CandidateRecord[] records =
            [.. Enumerable.Range(0, 3).Select(i => Art.Rated($"a{i}", 5).Seen()), new(Art.Rated("z", 5))];

        Assert.Equal(["z"], Next(records, AnalysisMode.BestFirst).Ids());
    }

    [Theory]
    [InlineData(AnalysisMode.BestFirst)]
    [InlineData(AnalysisMode.All)]
    public void Locked_types_and_types_that_are_switched_off_are_not_looked_at(AnalysisMode mode)
    {
        CandidateRecord[] records = [new(Art.Offer("a")), new(Art.Offer("b", AssetType.Fanart)), new(Art.Offer("c", AssetType.Banner))];
        var settings = SelectionSettings.Default with { Limits = new Dictionary<AssetType, int> { [AssetType.Fanart] = 0 } };

        var next = AnalysisPlanner.Next(Art.Film with { LockedTypes = [AssetType.Poster] }, records, mode, settings);

        Assert.Equal(["c"], next.Ids());
    }

    [Theory]
    [InlineData(TitleKind.Movie)]
    [InlineData(TitleKind.Series)]
    [InlineData(TitleKind.Season)]
    [InlineData(TitleKind.Episode)]
    public void Every_type_of_any_kind_of_title_can_be_locked(TitleKind kind)
    {
        var title = new Title(new TitleId(kind, "603"), new ExternalIds(603));
        CandidateRecord[] records = [.. AssetTypes.All.Select(type => new CandidateRecord(Art.Offer(type.Name(), type)))];
        foreach (var type in AssetTypes.All)
        {
            var next = AnalysisPlanner.Next(title with { LockedTypes = [type] }, records, AnalysisMode.All, SelectionSettings.Default);
            Assert.Equal(AssetTypes.All.Except([type]), next.Select(record => record.Candidate.Type));
        }
    }

    [Fact]
    public void Art_that_a_strict_language_policy_forbids_is_not_looked_at()
    {
        var settings = SelectionSettings.Default with
        {
            Languages = new LanguagePolicy
            {
                Order = new Dictionary<AssetType, EquatableList<string>> { [AssetType.Poster] = ["original"] }, Strict = [AssetType.Poster],
            },
        };
        var film = Art.Film with { Metadata = TitleMetadata.Empty with { OriginalLanguage = "ja" } };
        CandidateRecord[] records = [new(Art.Offer("english")), new(Art.Offer("japanese").In("ja"))];

        Assert.Equal(["japanese"], AnalysisPlanner.Next(film, records, AnalysisMode.All, settings).Ids());
    }

    private static IReadOnlyList<CandidateRecord> Next(CandidateRecord[] records, AnalysisMode mode) =>
        AnalysisPlanner.Next(Art.Film, records, mode, SelectionSettings.Default);

    /// <summary>Plans and looks, in turns, until nothing is planned any more.</summary>
    private static (IReadOnlyCollection<CandidateRecord> Records, int LookedAt) Run(RandomCatalogue catalogue, AnalysisMode mode)
    {
        var records = catalogue.Records.ToDictionary(record => record.Candidate.Key);
        var lookedAt = 0;
        while (AnalysisPlanner.Next(catalogue.Title, records.Values, mode, catalogue.Settings) is { Count: > 0 } next)
        {
            foreach (var record in next)
            {
                Assert.True(record is { Analysis: null, Failure: null }, "Nothing is looked at twice.");
                records[record.Candidate.Key] = catalogue.LookAt(record);
            }

            lookedAt += next.Count;
        }

        return (records.Values, lookedAt);
    }
}
