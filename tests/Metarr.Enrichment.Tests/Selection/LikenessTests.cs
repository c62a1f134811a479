using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Selection;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Selection;

public sealed class LikenessTests
{
    private static readonly PerceptualHash Look = new(0x0F0F_0F0F_0F0F_0F0F);

    [Theory]
    [InlineData(0, true)]
    [InlineData(6, true)]
    [InlineData(7, false)]
    [InlineData(64, false)]
    public void Files_are_duplicates_up_to_six_differing_bits(int bits, bool duplicates)
    {
        var one = Art.Bytes("one") with { PerceptualHash = Look };
        var other = Art.Bytes("other") with { PerceptualHash = Flip(Look, bits) };

        Assert.Equal(duplicates, Likeness.AreDuplicates(one, other));
        Assert.Equal(duplicates, Likeness.AreDuplicates(other, one));
    }

    [Fact]
    public void The_same_bytes_are_duplicates_even_when_they_cannot_be_decoded()
    {
        var file = Art.Bytes("one") with { PerceptualHash = null };

        Assert.True(Likeness.AreDuplicates(file, file with { Extension = "webp" }));
    }

    [Fact]
    public void A_file_that_cannot_be_decoded_is_unlike_all_others()
    {
        var undecoded = Art.Bytes("one") with { PerceptualHash = null };

        Assert.False(Likeness.AreDuplicates(undecoded, Art.Bytes("other")));
        Assert.False(Likeness.AreDuplicates(Art.Bytes("other"), undecoded));
        Assert.False(Likeness.AreDuplicates(undecoded, Art.Bytes("other") with { PerceptualHash = null }));
    }

    [Theory]
    [InlineData(0, 6, true)]
    [InlineData(0, 7, false)]
    [InlineData(7, 0, false)]
    public void Transparent_art_must_agree_in_its_outline_too(int bits, int outlineBits, bool duplicates)
    {
        var one = Art.Bytes("one") with { PerceptualHash = Look, AlphaHash = Look };
        var other = Art.Bytes("other") with { PerceptualHash = Flip(Look, bits), AlphaHash = Flip(Look, outlineBits) };

        Assert.Equal(duplicates, Likeness.AreDuplicates(one, other));
    }

    [Fact]
    public void Transparent_and_opaque_art_are_never_duplicates()
    {
        var opaque = Art.Bytes("one") with { PerceptualHash = Look };
        var transparent = Art.Bytes("other") with { PerceptualHash = Look, AlphaHash = Look };

        Assert.False(Likeness.AreDuplicates(opaque, transparent));
        Assert.False(Likeness.AreDuplicates(transparent, opaque));
    }

    private static PerceptualHash Flip(PerceptualHash hash, int bits) =>
        new(hash.Bits ^ (bits == 64 ? ulong.MaxValue : (1UL << bits) - 1));
}
