using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Selection;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Selection;

public sealed class AssetSelectorTests
{
    [Fact]
    public void The_highest_scores_are_chosen_best_first() =>
        Assert.Equal(["best", "good", "fair"], Chosen(Seen("poor", 2), Seen("good", 8), Seen("best", 9), Seen("fair", 5)));

    [Fact]
    public void Equal_scores_go_to_the_higher_vote_count()
    {
        // Fanart.tv's average is 7.0 for whatever is liked; from 99,999 likes on, more of them add nothing to the score.
        var liked = Art.Offer("a", provider: ProviderNames.Fanart) with { VoteCount = 100_000 };
        var more = Art.Offer("b", provider: ProviderNames.Fanart) with { VoteCount = 200_000 };

        Assert.Equal(["b", "a"], Chosen(liked.Seen(), more.Seen()));
    }

    [Fact]
    public void Equal_votes_go_to_the_smaller_file() => Assert.Equal(
        ["z", "a"],
        Chosen(Seen("a", 5).Analysed(a => a with { Bytes = 900_000 }), Seen("z", 5).Analysed(a => a with { Bytes = 800_000 })));

    [Fact]
    public void Equal_files_go_by_the_providers_id_and_then_its_name()
    {
        var last = Art.Offer("b", provider: "fifth").Seen();
        var second = Art.Offer("a", provider: "sixth").Seen().Analysed(_ => Art.Bytes("another file"));
        var first = Art.Offer("a", provider: "fifth").Seen();

        Assert.Equal([first.Candidate.Key, second.Candidate.Key, last.Candidate.Key], Select(last, second, first).Chosen.Select(r => r.Candidate.Key));
    }

    [Fact]
    public void The_order_in_which_candidates_come_does_not_matter()
    {
        CandidateRecord[] records = [.. Enumerable.Range(0, 30).Select(i => Seen($"p{i}", i % 3))];
        var expected = Chosen(records);

        for (var seed = 0; seed < 20; seed++)
        {
            new Random(seed).Shuffle(records);
            Assert.Equal(expected, Chosen(records));
        }
    }

    [Fact]
    public void Of_two_that_look_alike_the_higher_score_stays()
    {
        var better = Art.Rated("better", 9).Seen(0xFF);
        var worse = Art.Rated("worse", 8).Seen(0xFE);

        var selection = Select(worse, better, Seen("other", 1));

        Assert.Equal(["better", "other"], selection.Chosen.Ids());
        Assert.Equal(better.Candidate.Key, selection.Duplicates[worse.Candidate.Key]);
    }

    [Fact]
    public void Of_all_duplicates_the_first_stays()
    {
        var selection = Select(Art.Rated("a", 3).Seen(7), Art.Rated("b", 9).Seen(7), Art.Rated("c", 5).Seen(7));

        Assert.Equal(["b"], selection.Chosen.Ids());
        Assert.Equal(2, selection.Duplicates.Count);
    }

    [Fact]
    public void A_candidate_is_a_duplicate_only_of_a_chosen_one()
    {
        // The middle one looks like both others, which differ from each other: only one of them is chosen beside the best.
        var best = Art.Rated("best", 9).Seen(0);
        var middle = Art.Rated("middle", 8).Seen(0b11_1111);
        var last = Art.Rated("last", 7).Seen(0b1111_1111_1111);

        Assert.Equal(["best", "last"], Chosen(best, middle, last));
    }

    [Fact]
    public void Duplicates_are_found_beyond_the_limit_as_well()
    {
        var records = Enumerable.Range(0, 5).Select(i => Seen($"p{i}", 9 - i)).ToArray();
        var late = Art.Rated("late", 0).Seen(records[1].Analysis!.PerceptualHash!.Value.Bits);

        Assert.Equal(records[1].Candidate.Key, Select([.. records, late]).Duplicates[late.Candidate.Key]);
    }

    [Fact]
    public void Three_posters_four_fanarts_and_one_of_every_other_type_are_chosen()
    {
        foreach (var type in AssetTypes.All)
        {
            var records = Enumerable.Range(0, 9).Select(i => Art.Offer($"p{i}", type).Seen());
            var expected = type switch { AssetType.Poster => 3, AssetType.Fanart => 4, _ => 1 };
            Assert.Equal(expected, AssetSelector.Select(type, records, null, SelectionSettings.Default).Chosen.Count);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(2, 2)]
    [InlineData(int.MaxValue, 3)]
    public void Limits_come_from_the_settings_and_0_switches_a_type_off(int limit, int count)
    {
        var settings = SelectionSettings.Default with { Limits = new Dictionary<AssetType, int> { [AssetType.Poster] = limit } };
        CandidateRecord[] records = [Seen("a", 1), Seen("b", 2), Seen("c", 3)];

        Assert.Equal(count, AssetSelector.Select(AssetType.Poster, records, null, settings).Chosen.Count);
    }

    [Fact]
    public void Only_candidates_of_the_type_take_part() =>
        Assert.Equal(["poster"], Chosen(Art.Offer("fanart", AssetType.Fanart).Seen(), Seen("poster", 1)));

    [Fact]
    public void Nothing_is_chosen_unseen() => Assert.Empty(Chosen(new CandidateRecord(Art.Rated("a", 10))));

    [Fact]
    public void What_failed_is_never_chosen() =>
        Assert.Equal(["b"], Chosen(Art.Rated("a", 10).Failed() with { Analysis = Art.Bytes("a") }, Seen("b", 1)));

    [Fact]
    public void What_the_provider_withdrew_is_never_chosen_anew() =>
        Assert.Equal(["b"], Chosen(Seen("a", 10) with { Withdrawn = true }, Seen("b", 1)));

    [Fact]
    public void What_is_selected_stays_in_the_running_when_the_provider_withdraws_it() => Assert.Equal(
        ["a", "b"], Chosen(Seen("a", 10) with { Withdrawn = true, Decision = CandidateDecision.Selected }, Seen("b", 1)));

    [Fact]
    public void Art_with_a_side_of_0_is_never_chosen() =>
        Assert.Equal(["b"], Chosen(Seen("a", 10).Analysed(a => a with { Width = 0 }), Seen("b", 1)));

    [Fact]
    public void Art_that_is_worth_nothing_by_the_weights_is_better_than_none()
    {
        var settings = SelectionSettings.Default with
        {
            Scoring = ScoringSettings.Default with { Weights = new ScoreWeights(Resolution: 0, Aspect: 0, Language: 100, Votes: 0, Provider: 0) },
        };
        CandidateRecord[] records = [Art.Rated("french", 9).In("fr").Seen(), Art.Rated("english", 1).Seen()];

        var selection = AssetSelector.Select(AssetType.Poster, records, null, settings);

        Assert.Equal(["english", "french"], selection.Chosen.Ids());
        Assert.Equal(0, selection.Chosen[1].Score?.Total);
    }

    [Fact]
    public void A_file_that_cannot_be_decoded_counts_as_unique_unless_its_bytes_are_known()
    {
        var decoded = Seen("a", 9);
        var undecoded = Seen("b", 8).Analysed(a => a with { PerceptualHash = null });
        var copy = Seen("c", 7).Analysed(a => a with { PerceptualHash = null, Sha256 = undecoded.Analysis!.Sha256 });

        var selection = Select(copy, undecoded, decoded);

        Assert.Equal(["a", "b"], selection.Chosen.Ids());
        Assert.Equal(undecoded.Candidate.Key, selection.Duplicates[copy.Candidate.Key]);
    }

    [Fact]
    public void Two_logos_of_like_lettering_but_another_outline_are_both_chosen()
    {
        var settings = SelectionSettings.Default with { Limits = new Dictionary<AssetType, int> { [AssetType.ClearLogo] = 2 } };
        CandidateRecord[] logos =
        [
            Art.Offer("a", AssetType.ClearLogo).Seen(5).Analysed(a => a with { AlphaHash = new PerceptualHash(0) }),
            Art.Offer("b", AssetType.ClearLogo).Seen(5).Analysed(a => a with { AlphaHash = new PerceptualHash(0xFFFF) }),
        ];

        Assert.Equal(2, AssetSelector.Select(AssetType.ClearLogo, logos, null, settings).Chosen.Count);
    }

    [Fact]
    public void The_chosen_carry_their_score() => Assert.Equal(94.96, Assert.Single(Select(Art.Rated("a", 8.2, 456).Seen()).Chosen).Score?.Total);

    [Fact]
    public void The_language_tier_comes_before_the_score()
    {
        var settings = SelectionSettings.Default with
        {
            Languages = new LanguagePolicy
            {
                Order = new Dictionary<AssetType, EquatableList<string>> { [AssetType.Poster] = ["de", "original"] },
                Strict = [AssetType.Poster],
            },
        };
        CandidateRecord[] records =
            [Seen("english", 10), Art.Rated("german", 1).In("de").Seen(), Art.Rated("japanese", 9).In("ja").Seen()];

        Assert.Equal(["german", "japanese"], AssetSelector.Select(AssetType.Poster, records, "ja", settings).Chosen.Ids());
    }

    private static CandidateRecord Seen(string id, double average) => Art.Rated(id, average).Seen();

    private static TypeSelection Select(params CandidateRecord[] records) =>
        AssetSelector.Select(AssetType.Poster, records, null, SelectionSettings.Default);

    private static IEnumerable<string> Chosen(params CandidateRecord[] records) => Select(records).Chosen.Ids();
}
