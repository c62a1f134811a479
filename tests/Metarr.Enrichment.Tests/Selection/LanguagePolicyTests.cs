using Metarr.Enrichment.Library;
using Metarr.Enrichment.Selection;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Selection;

public sealed class LanguagePolicyTests
{
    [Theory]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData(null)]
    public void Without_a_policy_all_art_is_in_one_tier(string? language) =>
        Assert.Equal(0, LanguagePolicy.ByScore.Tier(Art.Offer("a").In(language), "ja"));

    [Theory]
    [InlineData("de", 0)]
    [InlineData("ja", 1)]
    [InlineData("en", 2)]
    [InlineData(null, 3)]
    [InlineData("fr", 4)]
    public void Art_falls_into_the_first_tier_that_holds_it_and_other_art_comes_last(string? language, int tier) =>
        Assert.Equal(tier, Policy("de", "original", "en", "none").Tier(Art.Offer("a").In(language), "ja"));

    [Fact]
    public void A_strict_policy_forbids_what_it_does_not_name()
    {
        var strict = Policy("de", "none") with { Strict = [AssetType.Poster] };

        Assert.Equal(0, strict.Tier(Art.Offer("a").In("de"), "ja"));
        Assert.Equal(1, strict.Tier(Art.Offer("a").In(null), "ja"));
        Assert.Null(strict.Tier(Art.Offer("a").In("en"), "ja"));
    }

    [Fact]
    public void A_policy_is_for_its_own_type_only()
    {
        var strict = Policy("de") with { Strict = [AssetType.Poster, AssetType.Fanart] };

        Assert.Equal(0, strict.Tier(Art.Offer("a", AssetType.Fanart).In("en"), null));
        Assert.Equal(0, strict.Tier(Art.Offer("a", AssetType.Banner).In("en"), null));
    }

    [Fact]
    public void Nothing_is_in_an_original_language_that_nobody_knows()
    {
        Assert.Equal(1, Policy("original").Tier(Art.Offer("a").In("ja"), null));
        Assert.Equal(1, Policy("original").Tier(Art.Offer("a").In(null), null));
    }

    [Theory]
    [InlineData("BR", 0)]
    [InlineData(null, 0)]
    [InlineData("PT", 1)]
    public void A_region_is_held_only_against_art_of_another_region(string? region, int tier) =>
        Assert.Equal(tier, Policy("pt-BR", "pt").Tier(Art.Offer("a").In("pt", region), null));

    [Fact]
    public void The_spelling_of_an_entry_does_not_matter()
    {
        var policy = Policy("PT_br", "Original", "NONE");

        Assert.Equal(0, policy.Tier(Art.Offer("a").In("pt", "BR"), "ja"));
        Assert.Equal(1, policy.Tier(Art.Offer("a").In("ja"), "ja"));
        Assert.Equal(2, policy.Tier(Art.Offer("a").In(null), "ja"));
    }

    private static LanguagePolicy Policy(params string[] order) => new()
    {
        Order = new Dictionary<AssetType, EquatableList<string>> { [AssetType.Poster] = order.ToEquatableList() },
    };
}
