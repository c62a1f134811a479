using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;

namespace Metarr.Enrichment.Tests.Library;

public sealed class CandidateTests
{
    [Fact]
    public void A_key_is_the_same_in_every_run_and_version() => Assert.Equal("b4562f6b086e5200", Art.Offer("abc.jpg").Key);

    [Fact]
    public void A_key_names_provider_type_and_id_and_nothing_else()
    {
        var offer = Art.Offer("a");

        Assert.Equal(offer.Key, (offer.In("de").Sized(1, 1) with { Url = new Uri("https://elsewhere.example/b"), VoteCount = 99 }).Key);
        Assert.NotEqual(offer.Key, Art.Offer("b").Key);
        Assert.NotEqual(offer.Key, Art.Offer("a", AssetType.KeyArt).Key);
        Assert.NotEqual(offer.Key, Art.Offer("a", provider: ProviderNames.Fanart).Key);
    }

    [Fact]
    public void Automation_may_select_what_is_usable_and_still_listed_or_selected()
    {
        var record = Art.Offer("a").Seen();

        Assert.True(record.IsEligible);
        Assert.False((record with { Withdrawn = true }).IsEligible);
        Assert.True((record with { Withdrawn = true, Decision = CandidateDecision.Selected }).IsEligible);
        Assert.False((record with { Withdrawn = true, Decision = CandidateDecision.Retired }).IsEligible);
        Assert.False((Art.Offer("a").Failed() with { Decision = CandidateDecision.Selected }).IsEligible);
    }
}
