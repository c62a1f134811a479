using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Recording;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Recording;

public sealed class CandidateListingTests
{
    [Fact]
    public void New_art_becomes_a_record() => Assert.Equal(new CandidateRecord(Art.Offer("a")), Assert.Single(Update([], Art.Offer("a"))));

    [Fact]
    public void Art_that_is_listed_twice_becomes_one_record() => Assert.Single(Update([], Art.Offer("a"), Art.Offer("a") with { VoteCount = 99 }));

    [Fact]
    public void The_same_file_listed_under_two_types_becomes_two_records() =>
        Assert.Equal(2, Update([], Art.Offer("a"), Art.Offer("a", AssetType.KeyArt)).Count);

    [Fact]
    public void What_has_not_changed_is_not_written() => Assert.Empty(Update(
        [Art.Offer("a").Seen(), Art.Offer("b").Failed()], Art.Offer("b"), Art.Offer("a")));

    [Fact]
    public void New_votes_are_taken_and_the_analysis_stays()
    {
        var known = Art.Offer("a").Seen() with { Decision = CandidateDecision.Retired };
        var voted = Art.Offer("a") with { VoteAverage = 9, VoteCount = 500 };

        Assert.Equal(known with { Candidate = voted }, Assert.Single(Update([known], voted)));
    }

    [Fact]
    public void What_is_no_longer_listed_is_marked_once()
    {
        var known = Art.Offer("a").Seen();
        var withdrawn = Assert.Single(Update([known]));

        Assert.Equal(known with { Withdrawn = true }, withdrawn);
        Assert.Empty(Update([withdrawn]));
    }

    [Fact]
    public void What_is_listed_again_is_no_longer_withdrawn()
    {
        var known = Art.Offer("a").Seen() with { Withdrawn = true };

        Assert.Equal(known with { Withdrawn = false }, Assert.Single(Update([known], Art.Offer("a"))));
    }

    [Fact]
    public void A_provider_that_lists_nothing_leaves_the_selection_in_the_running()
    {
        var selected = Art.Offer("a").Seen() with { Decision = CandidateDecision.Selected };

        Assert.True(Assert.Single(Update([selected])).IsEligible);
    }

    [Fact]
    public void Other_providers_records_are_left_alone() =>
        Assert.Empty(Update([Art.Offer("a", provider: ProviderNames.Fanart).Seen()]));

    [Fact]
    public void Another_host_serves_the_same_file()
    {
        var known = Art.Offer("a").Seen();
        var moved = Art.Offer("a") with { Url = new Uri("https://mirror.example/original/a.jpg") };

        Assert.Equal(known with { Candidate = moved }, Assert.Single(Update([known], moved)));
    }

    [Fact]
    public void Another_path_is_another_file_that_must_be_looked_at()
    {
        var replaced = Art.Offer("a") with { Url = new Uri("https://images.example/original/a-2.jpg") };

        Assert.Equal(new CandidateRecord(replaced), Assert.Single(Update([Art.Offer("a").Seen()], replaced)));
        Assert.Equal(new CandidateRecord(replaced), Assert.Single(Update([Art.Offer("a").Failed()], replaced)));
    }

    [Fact]
    public void The_way_to_a_selected_file_is_kept_when_its_address_changes()
    {
        var selected = Art.Offer("a").Seen() with { Decision = CandidateDecision.Selected, SelectedBy = SelectedBy.User, Rank = 1 };
        var replaced = Art.Offer("a") with { Url = new Uri("https://images.example/original/a-2.jpg") };

        Assert.Equal(selected with { Candidate = replaced }, Assert.Single(Update([selected], replaced)));
    }

    [Theory]
    [InlineData(CandidateFailureKind.Unavailable)]
    [InlineData(CandidateFailureKind.TimedOut)]
    [InlineData(CandidateFailureKind.RateLimited)]
    [InlineData(CandidateFailureKind.Refused)]
    public void A_failure_that_may_have_passed_is_forgotten(CandidateFailureKind kind) =>
        Assert.Equal(new CandidateRecord(Art.Offer("a")), Assert.Single(Update([Art.Offer("a").Failed(kind)], Art.Offer("a"))));

    [Theory]
    [InlineData(CandidateFailureKind.NotFound)]
    [InlineData(CandidateFailureKind.NotAnImage)]
    [InlineData(CandidateFailureKind.TooLarge)]
    public void A_failure_of_the_file_itself_stands(CandidateFailureKind kind) =>
        Assert.Empty(Update([Art.Offer("a").Failed(kind)], Art.Offer("a")));

    [Fact]
    public void A_file_whose_bytes_were_altered_is_looked_at_anew()
    {
        var altered = Art.Offer("a").Failed(CandidateFailureKind.Altered) with { Analysis = Art.Bytes("a") };

        Assert.Equal(new CandidateRecord(Art.Offer("a")), Assert.Single(Update([altered], Art.Offer("a"))));
    }

    private static IReadOnlyList<CandidateRecord> Update(CandidateRecord[] known, params Candidate[] listed) =>
        CandidateListing.Update(ProviderNames.Tmdb, known, listed);
}
