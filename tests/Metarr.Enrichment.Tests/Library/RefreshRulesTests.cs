using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Selection;

namespace Metarr.Enrichment.Tests.Library;

public sealed class RefreshRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);
    private static readonly TitleId Film = TitleId.Movie("603");
    private static readonly EnrichmentSettings Settings = EnrichmentSettings.Default;

    [Theory]
    [InlineData(null, 0.0, false, RefreshReason.NeverEnriched)]
    [InlineData(6.9, 10.0, true, null)]
    [InlineData(8.1, 95.0, true, RefreshReason.Changed)]
    [InlineData(8.1, 89.9, false, RefreshReason.Incomplete)]
    [InlineData(8.1, 90.0, false, null)]
    [InlineData(29.9, 95.0, false, null)]
    [InlineData(30.1, 95.0, false, RefreshReason.Old)]
    public void A_title_is_due_for_one_reason_or_can_wait(double? daysAgo, double percent, bool hasChanged, RefreshReason? expected) =>
        Assert.Equal(expected, RefreshRules.Due(Film, Ago(daysAgo), false, percent, hasChanged, SettingsMarks.Of(Settings), Settings, Now));

    [Theory]
    [InlineData(null, RunScope.Everything)]
    [InlineData(1.0, null)]
    [InlineData(8.1, RunScope.Everything)]
    public void By_the_same_settings_a_title_needs_nothing_while_it_is_fresh(double? daysAgo, RunScope? expected) =>
        Assert.Equal(expected, RefreshRules.Scope(Film, Ago(daysAgo), false, SettingsMarks.Of(Settings), Settings, Now));

    [Theory]
    [InlineData(0.9, null, null)]
    [InlineData(1.1, RefreshReason.Partial, RunScope.Everything)]
    public void What_a_run_had_to_do_without_is_asked_for_again_after_an_hour(double hoursAgo, RefreshReason? reason, RunScope? scope)
    {
        Assert.Equal(reason, RefreshRules.Due(Film, Now.AddHours(-hoursAgo), true, 95, false, SettingsMarks.Of(Settings), Settings, Now));
        Assert.Equal(scope, RefreshRules.Scope(Film, Now.AddHours(-hoursAgo), true, SettingsMarks.Of(Settings), Settings, Now));
        Assert.Equal(Now, RefreshRules.FreshUntil(Film, Now, isPartial: true, freshDays: 0));
    }

    [Fact]
    public void Other_settings_of_choosing_make_a_fresh_title_due_for_choosing_only()
    {
        EnrichmentSettings[] others =
        [
            Settings with { AutoSelectAssets = true },
            Settings with { AssetLimits = new Dictionary<AssetType, int>(Settings.AssetLimits) { [AssetType.Banner] = 2 } },
            Settings with { Languages = LanguagePolicy.ByScore with { Order = new Dictionary<AssetType, EquatableList<string>> { [AssetType.Poster] = ["de"] } } },
            Settings with { Languages = LanguagePolicy.ByScore with { Strict = [AssetType.Poster] } },
            Settings with { ScoreWeights = new ScoreWeights(Resolution: 40, Votes: 10) },
            Settings with { IdealSizes = new Dictionary<AssetType, PixelSize> { [AssetType.Poster] = new(1000, 1500) } },
        ];

        Assert.All(others, other =>
        {
            Assert.Equal(RunScope.Choosing, RefreshRules.Scope(Film, Ago(1), false, SettingsMarks.Of(other), Settings, Now));
            Assert.Equal(RefreshReason.SettingsChanged, RefreshRules.Due(Film, Ago(1), false, 95, false, SettingsMarks.Of(other), Settings, Now));
        });
        Assert.Equal(RunScope.Everything, RefreshRules.Scope(Film, Ago(8.1), false, SettingsMarks.Of(others[0]), Settings, Now));
    }

    [Fact]
    public void Another_language_or_country_or_other_languages_of_art_make_a_fresh_title_due_for_all()
    {
        EnrichmentSettings[] others =
        [
            Settings with { PreferredLanguage = "de" },
            Settings with { Country = "DE" },
            Settings with { ImageLanguages = ["en"] },
            Settings with { ImageLanguages = [.. Settings.ImageLanguages, "sq"] },
        ];
        foreach (var other in others)
        {
            Assert.Equal(RunScope.Everything, RefreshRules.Scope(Film, Ago(1), false, SettingsMarks.Of(other), Settings, Now));
        }
    }

    [Fact]
    public void Settings_that_choose_and_ask_alike_make_nothing_due()
    {
        var other = Settings with
        {
            FreshDays = 6,
            BulkWindow = 9,
            AutoPublish = true,
            ImageLanguages = [.. Settings.ImageLanguages.Reverse()],
            AnalysisMode = AnalysisMode.All,
        };

        Assert.Null(RefreshRules.Scope(Film, Ago(1), false, SettingsMarks.Of(other), Settings, Now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0123456789abcdef")]
    [InlineData("0-0123456789abcdef")]
    public void What_an_upgrade_changes_makes_nothing_due(string? mark)
    {
        var marks = new SettingsMarks(mark, mark);

        Assert.Null(RefreshRules.Scope(Film, Ago(1), false, marks, Settings with { PreferredLanguage = "de" }, Now));
        Assert.Null(RefreshRules.Due(Film, Ago(1), false, 95, true, marks, Settings with { PreferredLanguage = "de" }, Now));
    }

    [Fact]
    public void Titles_enriched_together_cease_to_be_fresh_over_a_day_each_at_a_time_of_its_own()
    {
        var untils = Enumerable.Range(1, 2400).Select(id => RefreshRules.FreshUntil(TitleId.Movie($"{id}"), Now, false, 7) - Now).ToList();

        Assert.All(untils, until => Assert.InRange(until, TimeSpan.FromDays(7), TimeSpan.FromDays(8)));
        var byHour = untils.CountBy(until => (int)(until - TimeSpan.FromDays(7)).TotalHours).ToDictionary();
        Assert.Equal(24, byHour.Count);
        Assert.All(byHour.Values, count => Assert.InRange(count, 50, 150));
        Assert.Equal(RefreshRules.Spread(Film), RefreshRules.Spread(TitleId.Movie("603")));
    }

    private static DateTimeOffset? Ago(double? days) => days is { } known ? Now.AddDays(-known) : null;
}
