using System.Text.Json;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Tests.Library;

public sealed class TitleIdTests
{
    [Theory]
    [InlineData(TitleKind.Movie, "603", "movie-603")]
    [InlineData(TitleKind.Movie, "tt0133093", "movie-tt0133093")]
    [InlineData(TitleKind.Series, "1396", "series-1396")]
    [InlineData(TitleKind.Season, "1396_s01", "season-1396_s01")]
    [InlineData(TitleKind.Episode, "1396_s01e02", "episode-1396_s01e02")]
    public void An_id_is_read_as_it_is_written(TitleKind kind, string value, string text)
    {
        var id = new TitleId(kind, value);

        Assert.Equal(text, id.ToString());
        Assert.True(TitleId.TryParse(text, out var read));
        Assert.Equal(id, read);
        Assert.Equal($"\"{text}\"", JsonSerializer.Serialize(id));
        Assert.Equal(id, JsonSerializer.Deserialize<TitleId>($"\"{text}\""));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("603")]
    [InlineData("movie")]
    [InlineData("movie-")]
    [InlineData("-603")]
    [InlineData("film-603")]
    [InlineData("movie-6 03")]
    [InlineData("movie-603/../604")]
    [InlineData("movie-603-1")]
    [InlineData("movie-é")]
    [InlineData("0-603")]
    [InlineData("99-603")]
    [InlineData("+1-603")]
    [InlineData(" movie-603")]
    [InlineData("movie,series-603")]
    public void Another_text_is_no_id(string? text)
    {
        Assert.False(TitleId.TryParse(text, out _));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TitleId>(JsonSerializer.Serialize(text)));
    }

    [Fact]
    public void The_kind_is_read_in_any_case()
    {
        Assert.True(TitleId.TryParse("Movie-603", out var id));
        Assert.Equal(TitleId.Movie("603"), id);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(TitleId.MaxValueLength, true)]
    [InlineData(TitleId.MaxValueLength + 1, false)]
    [InlineData(0, false)]
    public void A_value_has_1_to_64_characters(int length, bool valid)
    {
        var value = new string('x', length);

        Assert.Equal(valid, TitleId.IsValue(value));
        if (!valid) Assert.Contains("1 to 64", Assert.Throws<ArgumentException>(() => TitleId.Movie(value)).Message, StringComparison.Ordinal);
    }
}
