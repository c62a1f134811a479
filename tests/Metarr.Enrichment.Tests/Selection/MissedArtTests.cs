using Metarr.Enrichment.Library;
using Metarr.Enrichment.Selection;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Selection;

public sealed class MissedArtTests
{
    private static readonly CandidateRecord[] Three = [.. new[] { "a", "b", "c" }.Select(id => Art.Rated(id, 5).Seen())];

    [Theory]
    [InlineData(CandidateFailureKind.Unavailable, true)]
    [InlineData(CandidateFailureKind.TimedOut, true)]
    [InlineData(CandidateFailureKind.RateLimited, true)]
    [InlineData(CandidateFailureKind.Refused, false)]
    [InlineData(CandidateFailureKind.NotFound, false)]
    [InlineData(CandidateFailureKind.NotAnImage, false)]
    [InlineData(CandidateFailureKind.TooLarge, false)]
    public void Art_is_missed_that_its_host_did_not_serve(CandidateFailureKind kind, bool isMissed) =>
        Assert.Equal(isMissed ? [AssetType.Poster] : [], Missed(Three[0], Art.Offer("failed").Failed(kind)));

    [Theory]
    [InlineData(9, true)]
    [InlineData(1, false)]
    public void Where_all_places_are_taken_only_better_art_is_missed(double votes, bool isMissed) =>
        Assert.Equal(isMissed, Missed([.. Three, Art.Rated("failed", votes).Failed(CandidateFailureKind.Unavailable)]).Count > 0);

    [Fact]
    public void Art_that_was_looked_at_and_could_not_be_had_again_is_missed()
    {
        var failure = Art.Offer("failed").Failed(CandidateFailureKind.Unavailable).Failure;

        Assert.NotEmpty(Missed([.. Three, Art.Rated("failed", 9).Seen() with { Failure = failure }]));
    }

    [Fact]
    public void Art_that_is_no_longer_listed_is_not_missed() =>
        Assert.Empty(Missed(Three[0], Art.Offer("failed").Failed(CandidateFailureKind.Unavailable) with { Withdrawn = true }));

    [Fact]
    public void Nothing_is_missed_of_a_locked_type() => Assert.Empty(
        MissedArt.Types(Art.Film with { LockedTypes = [AssetType.Poster] }, [Art.Offer("failed").Failed(CandidateFailureKind.Unavailable)], SelectionSettings.Default));

    [Fact]
    public void Art_that_the_language_policy_forbids_is_not_missed()
    {
        var strict = SelectionSettings.Default with
        {
            Languages = LanguagePolicy.ByScore with
            {
                Order = new Dictionary<AssetType, EquatableList<string>> { [AssetType.Poster] = ["en"] }, Strict = [AssetType.Poster],
            },
        };
        var (french, english) = (Art.Offer("failed").In("fr"), Art.Offer("failed").In("en"));

        Assert.Empty(MissedArt.Types(Art.Film, [french.Failed(CandidateFailureKind.Unavailable)], strict));
        Assert.NotEmpty(MissedArt.Types(Art.Film, [english.Failed(CandidateFailureKind.Unavailable)], strict));
    }

    private static IReadOnlyList<AssetType> Missed(params CandidateRecord[] candidates) =>
        MissedArt.Types(Art.Film, candidates, SelectionSettings.Default);
}
