using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Selection;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Selection;

public sealed class UploadedArtTests
{
    private static readonly SelectionSettings Two = new() { Limits = new Dictionary<AssetType, int> { [AssetType.Poster] = 2 } };

    [Fact]
    public void A_selected_upload_stays_first_and_leaves_the_rest_to_the_scores()
    {
        var offered = Art.Offer("a").Seen();
        var own = Own("mine") with { Decision = CandidateDecision.Selected, Rank = 1 };

        var selection = AssetSelector.Select(AssetType.Poster, [offered, own], "en", Two);

        Assert.Equal([own.Candidate.Key, offered.Candidate.Key], selection.Chosen.Select(record => record.Candidate.Key));
    }

    [Fact]
    public void An_upload_that_a_person_took_out_again_does_not_compete()
    {
        var selection = AssetSelector.Select(AssetType.Poster, [Own("mine")], "en", Two);

        Assert.Empty(selection.Chosen);
    }

    [Fact]
    public void Nothing_is_looked_at_for_places_that_uploads_hold()
    {
        var own = Own("mine") with { Decision = CandidateDecision.Selected, Rank = 1 };
        var second = Own("other") with { Decision = CandidateDecision.Selected, Rank = 2 };

        Assert.Empty(AnalysisPlanner.Next(
            Art.Film, [own, second, new CandidateRecord(Art.Offer("a"))], AnalysisMode.BestFirst, Two));
    }

    private static CandidateRecord Own(string id) => Art.Offer(id, AssetType.Poster, ProviderNames.User).Seen();
}
