using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Selection;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Selection;

public sealed class CacheMatcherTests
{
    [Fact]
    public void The_same_bytes_win_over_closer_looks()
    {
        var file = Art.Bytes("file") with { PerceptualHash = new PerceptualHash(0) };
        var twin = Art.Offer("twin").Seen(0);
        var same = Art.Offer("same").Seen(0b111).Analysed(analysis => analysis with { Sha256 = file.Sha256 });

        Assert.Equal(same, CacheMatcher.Match(AssetType.Poster, file, [twin, same]));
    }

    [Fact]
    public void Else_the_closest_looks_win()
    {
        var file = Art.Bytes("file") with { PerceptualHash = new PerceptualHash(0) };
        var near = Art.Offer("near").Seen(0b11);

        Assert.Equal(near, CacheMatcher.Match(AssetType.Poster, file, [Art.Offer("far").Seen(0b1111), near, Art.Offer("alike").Seen(0b101)]));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Looks_count_below_a_distance_of_10(int bits, bool matches)
    {
        var file = Art.Bytes("file") with { PerceptualHash = new PerceptualHash(0) };

        Assert.Equal(matches, CacheMatcher.Match(AssetType.Poster, file, [Art.Offer("a").Seen((1UL << bits) - 1)]) is not null);
    }

    [Fact]
    public void Only_candidates_of_the_type_that_were_looked_at_can_match()
    {
        var file = Art.Bytes("a");

        Assert.Null(CacheMatcher.Match(
            AssetType.Poster, file, [Art.Offer("a", AssetType.KeyArt).Seen(), new CandidateRecord(Art.Offer("a"))]));
    }

    [Fact]
    public void Files_that_cannot_be_decoded_match_by_their_bytes_only()
    {
        var file = Art.Bytes("file") with { PerceptualHash = null };
        var undecoded = Art.Offer("a").Seen().Analysed(analysis => analysis with { PerceptualHash = null });

        Assert.Null(CacheMatcher.Match(AssetType.Poster, file, [undecoded, Art.Offer("b").Seen()]));
        Assert.NotNull(CacheMatcher.Match(AssetType.Poster, undecoded.Analysis!, [undecoded]));
    }
}
