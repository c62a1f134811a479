using System.Text.Json;
using Metarr.Enrichment.Imaging;

namespace Metarr.Enrichment.Tests.Imaging;

public class HashTests
{
    private const string EmptySha = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void A_sha256_is_written_and_read_as_64_hexadecimal_digits()
    {
        var hash = Sha256Hash.Of([]);

        Assert.Equal(EmptySha, hash.ToString());
        Assert.Equal(hash, Sha256Hash.Parse(EmptySha.ToUpperInvariant()));
        Assert.Equal($"\"{EmptySha}\"", JsonSerializer.Serialize(hash));
        Assert.Equal(hash, JsonSerializer.Deserialize<Sha256Hash>($"\"{EmptySha}\""));
    }

    [Fact]
    public void A_sha256_can_be_the_key_of_a_json_object()
    {
        var json = JsonSerializer.Serialize(new Dictionary<Sha256Hash, int> { [Sha256Hash.Of([])] = 1 });

        Assert.Equal(1, JsonSerializer.Deserialize<Dictionary<Sha256Hash, int>>(json)![Sha256Hash.Parse(EmptySha)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("e3b0")]
    [InlineData("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Anything_else_is_no_sha256(string text)
    {
        Assert.False(Sha256Hash.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Sha256Hash.Parse(text));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Sha256Hash>($"\"{text}\""));
    }

    [Fact]
    public void Its_bytes_go_in_and_come_out()
    {
        var bytes = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var copy = new byte[32];
        new Sha256Hash(bytes).CopyTo(copy);

        Assert.Equal(bytes, copy);
        Assert.Throws<ArgumentException>(() => new Sha256Hash(new byte[31]));
    }

    [Fact]
    public void A_perceptual_hash_is_written_and_read_as_16_hexadecimal_digits()
    {
        var hash = new PerceptualHash(0x0123456789ABCDEF);

        Assert.Equal("0123456789abcdef", hash.ToString());
        Assert.Equal(hash, PerceptualHash.Parse("0123456789ABCDEF"));
        Assert.Equal(hash, JsonSerializer.Deserialize<PerceptualHash>(JsonSerializer.Serialize(hash)));
        Assert.False(PerceptualHash.TryParse("123", out _));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PerceptualHash>("\"0x23456789abcdef\""));
    }

    [Fact]
    public void Similarity_falls_from_1_to_0_with_the_bits_that_differ()
    {
        var none = new PerceptualHash(0);

        Assert.Equal((1.0, 0), (PerceptualHash.Similarity(none, none), PerceptualHash.Distance(none, none)));
        Assert.Equal(0.90625, PerceptualHash.Similarity(none, new PerceptualHash(0b111111)));
        Assert.Equal(0.0, PerceptualHash.Similarity(none, new PerceptualHash(ulong.MaxValue)));
    }
}
