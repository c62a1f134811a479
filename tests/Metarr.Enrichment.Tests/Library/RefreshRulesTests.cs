using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Tests.Library;

public sealed class RefreshRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);
    private static readonly TitleId Film = TitleId.Movie("603");

    [Theory]
    [InlineData(null, 0.0, false, RefreshReason.NeverEnriched)]
    [InlineData(6.9, 10.0, true, null)]
    [InlineData(8.1, 95.0, true, RefreshReason.Changed)]
    [InlineData(8.1, 89.9, false, RefreshReason.Incomplete)]
    [InlineData(8.1, 90.0, false, null)]
    [InlineData(29.9, 95.0, false, null)]
    [InlineData(30.1, 95.0, false, RefreshReason.Old)]
    public void A_title_is_due_for_one_reason_or_can_wait(double? daysAgo, double percent, bool hasChanged, RefreshReason? expected) =>
        Assert.Equal(expected, RefreshRules.Due(Film, daysAgo is { } days ? Now.AddDays(-days) : null, percent, hasChanged, 7, Now));

    [Fact]
    public void Titles_enriched_together_cease_to_be_fresh_over_a_day_each_at_a_time_of_its_own()
    {
        var untils = Enumerable.Range(1, 2400).Select(id => RefreshRules.FreshUntil(TitleId.Movie($"{id}"), Now, 7) - Now).ToList();

        Assert.All(untils, until => Assert.InRange(until, TimeSpan.FromDays(7), TimeSpan.FromDays(8)));
        var byHour = untils.CountBy(until => (int)(until - TimeSpan.FromDays(7)).TotalHours).ToDictionary();
        Assert.Equal(24, byHour.Count);
        Assert.All(byHour.Values, count => Assert.InRange(count, 50, 150));
        Assert.Equal(RefreshRules.Spread(Film), RefreshRules.Spread(TitleId.Movie("603")));
    }
}
