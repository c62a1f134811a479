using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;

namespace Metarr.Enrichment.Tests.Library;

public sealed class EnrichmentSettingsTests
{
    [Fact]
    public void The_rules_of_choosing_follow_language_and_limits()
    {
        var rules = (EnrichmentSettings.Default with
        {
            PreferredLanguage = "de", AssetLimits = new Dictionary<AssetType, int> { [AssetType.Poster] = 7 },
        }).Selection();

        Assert.Equal((7, 1), (rules.Limit(AssetType.Poster), rules.Limit(AssetType.Fanart)));
        Assert.Equal(20, AssetScorer.Score(Art.Offer("a").In("de"), null, rules.Scoring).Language);
        Assert.Equal(12, AssetScorer.Score(Art.Offer("a").In("en"), null, rules.Scoring).Language);
    }

    [Fact]
    public void Nobody_having_changed_anything_art_is_shown_and_not_selected() => Assert.False(EnrichmentSettings.Default.AutoSelectAssets);
}
