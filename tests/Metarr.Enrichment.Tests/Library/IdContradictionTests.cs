using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Tests.Library;

public sealed class IdContradictionTests
{
    private static readonly ExternalIds Matrix = new(603, "tt0133093", 169);

    [Fact]
    public void Ids_that_differ_are_named_with_both()
    {
        var found = IdContradiction.Between("tvdb", new ExternalIds(604, "tt0234215", 170), Matrix);

        Assert.Equal(
            [new("tvdb", "tmdb", "604", "603"), new("tvdb", "imdb", "tt0234215", "tt0133093"), new("tvdb", "tvdb", "170", "169")], found);
    }

    [Fact]
    public void An_id_that_nobody_states_or_the_title_lacks_contradicts_nothing()
    {
        Assert.Empty(IdContradiction.Between("omdb", new ExternalIds(ImdbId: "tt0133093"), Matrix));
        Assert.Empty(IdContradiction.Between("omdb", new ExternalIds(), Matrix));
        Assert.Empty(IdContradiction.Between("tmdb", Matrix, new ExternalIds(603)));
    }
}
