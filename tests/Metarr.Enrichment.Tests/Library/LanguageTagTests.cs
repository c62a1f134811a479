using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Tests.Library;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("de", "de", null, "de")]
    [InlineData("pt-BR", "pt", "BR", "pt-BR")]
    [InlineData("PT_br", "pt", "BR", "pt-BR")]
    [InlineData(" en ", "en", null, "en")]
    [InlineData("zh-Hant-TW", "zh", "TW", "zh-TW")]
    [InlineData("zh-Hans", "zh", null, "zh")]
    [InlineData("de-", "de", null, "de")]
    public void A_tag_is_read_in_any_spelling_and_written_in_one(string text, string language, string? region, string written)
    {
        var tag = LanguageTag.Parse(text);

        Assert.Equal(new LanguageTag(language, region), tag);
        Assert.Equal(written, tag.ToString());
        Assert.Equal(tag, LanguageTag.Parse(written));
    }

    [Theory]
    [InlineData("pt", "pt", "PT", true)]
    [InlineData("pt-BR", "pt", "BR", true)]
    [InlineData("pt-BR", "pt", null, true)]
    [InlineData("pt-BR", "pt", "PT", false)]
    [InlineData("pt", "es", null, false)]
    [InlineData("pt", null, null, false)]
    public void A_tag_covers_art_unless_the_art_states_otherwise(string tag, string? language, string? region, bool covers) =>
        Assert.Equal(covers, LanguageTag.Parse(tag).Covers(Art.Offer("a").In(language, region)));
}
