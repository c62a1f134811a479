using Metarr.Enrichment.Providers;

namespace Metarr.Enrichment.Tests.Providers;

public sealed class ImageAddressTests
{
    private static readonly Uri Cdn = new("https://art.example");

    [Theory]
    [InlineData("/banners/x.jpg", "https://art.example/banners/x.jpg")]
    [InlineData("https://art.example/banners/x.jpg", "https://art.example/banners/x.jpg")]
    [InlineData("http://art.example/banners/x.jpg", "https://art.example/banners/x.jpg")]
    [InlineData("http://OLD.example/a b (1).jpg", "https://art.example/a%20b%20(1).jpg")]
    [InlineData("https://elsewhere.example/x.jpg", "https://elsewhere.example/x.jpg")]
    [InlineData("http://elsewhere.example/x.jpg", "http://elsewhere.example/x.jpg")]
    [InlineData("http://old.example:8080/x.jpg", "http://old.example:8080/x.jpg")]
    public void A_path_and_an_address_of_the_providers_own_lie_on_its_cdn(string text, string url)
    {
        Assert.True(ImageAddress.TryRead(text, Cdn, ["art.example", "old.example"], out var read));
        Assert.Equal(url, read.AbsoluteUri);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("//evil.example/x.jpg")]
    [InlineData("x.jpg")]
    [InlineData("ftp://art.example/x.jpg")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    public void What_is_no_address_of_the_web_is_none(string? text) =>
        Assert.False(ImageAddress.TryRead(text, Cdn, ["art.example"], out _));

    [Fact]
    public void A_stand_in_for_the_cdn_serves_recorded_addresses()
    {
        Assert.True(ImageAddress.TryRead("http://art.example/x.jpg", new Uri("http://127.0.0.1:5000/art/"), ["art.example"], out var read));
        Assert.Equal("http://127.0.0.1:5000/art/x.jpg", read.AbsoluteUri);
    }
}
