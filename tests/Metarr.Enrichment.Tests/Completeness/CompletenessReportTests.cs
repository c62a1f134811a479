using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Tests.Completeness;

public sealed class CompletenessReportTests
{
    private static readonly TitleMetadata Full = new()
    {
        Title = "t", Plot = "p", Outline = "o", Tagline = "t", ImdbRating = 0, ImdbVotes = 0, RottenTomatoesScore = 0, MetacriticScore = 0,
        ReleaseDate = new DateOnly(1999, 3, 31), Runtime = 136, ContentRating = "R", Genres = ["g"], Directors = ["d"], Writers = ["w"],
        Studios = ["s"],
    };

    [Fact]
    public void Fifteen_fields_are_expected() => Assert.Equal(
        [
            "title", "plot", "outline", "tagline", "imdb_rating", "imdb_votes", "rotten_tomatoes_score", "metacritic_score",
            "release_date", "runtime", "content_rating", "genres", "directors", "writers", "studios",
        ],
        CompletenessReport.Of(TitleMetadata.Empty).MissingFields);

    [Fact]
    public void A_title_with_all_of_them_is_complete()
    {
        var report = CompletenessReport.Of(Full);

        Assert.Equal((100, CompletenessCategory.Enriched), (report.Percent, report.Category));
        Assert.Empty(report.MissingFields);
    }

    [Theory]
    [InlineData(15, 100, CompletenessCategory.Enriched)]
    [InlineData(14, 93.3, CompletenessCategory.Enriched)]
    [InlineData(13, 86.7, CompletenessCategory.Partial)]
    [InlineData(9, 60, CompletenessCategory.Partial)]
    [InlineData(8, 53.3, CompletenessCategory.Unenriched)]
    [InlineData(0, 0, CompletenessCategory.Unenriched)]
    public void Percent_and_category_follow_from_what_is_filled(int filled, double percent, CompletenessCategory category)
    {
        var metadata = TitleField.Expected.Take(filled).Aggregate(TitleMetadata.Empty, (known, field) => field.Copy(known, Full));
        var report = CompletenessReport.Of(metadata);

        Assert.Equal((percent, category), (report.Percent, report.Category));
        Assert.Equal(15 - filled, report.MissingFields.Count);
    }

    [Theory]
    [InlineData(90, CompletenessCategory.Enriched)]
    [InlineData(89.9, CompletenessCategory.Partial)]
    [InlineData(60, CompletenessCategory.Partial)]
    [InlineData(59.9, CompletenessCategory.Unenriched)]
    public void Categories_begin_at_90_and_60_percent(double percent, CompletenessCategory category) =>
        Assert.Equal(category, new CompletenessReport(percent, []).Category);

    [Fact]
    public void Empty_texts_and_lists_count_as_missing() => Assert.Equal(
        ["tagline", "writers"], CompletenessReport.Of(Full with { Tagline = "  ", Writers = [] }).MissingFields);

    [Fact]
    public void Fields_beyond_the_expected_do_not_count() => Assert.Equal(
        CompletenessReport.Of(TitleMetadata.Empty),
        CompletenessReport.Of(new TitleMetadata { OriginalTitle = "o", TmdbRating = 9, TmdbVotes = 1, Keywords = ["k"], Collection = "c" }));
}
