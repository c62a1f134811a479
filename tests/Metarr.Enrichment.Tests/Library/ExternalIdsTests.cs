using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Tests.Library;

public sealed class ExternalIdsTests
{
    [Fact]
    public void Unknown_ids_are_completed_and_known_ones_never_replaced() => Assert.Equal(
        new ExternalIds(603, "tt0133093", 7),
        new ExternalIds(TmdbId: 603).CompletedBy(new ExternalIds(604, "tt0133093", 7)));

    [Fact]
    public void Ids_are_empty_when_nobodys_is_known()
    {
        Assert.True(new ExternalIds().IsEmpty);
        Assert.False(new ExternalIds(TvdbId: 1).IsEmpty);
    }
}
