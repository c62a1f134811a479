using Metarr.Enrichment.Library;
using Metarr.Enrichment.Recording;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Recording;

public sealed class CastMergeTests
{
    private static readonly EquatableList<CastMember> Kept = [new(1, 1, "Ada") { Character = "the Fox" }];
    private static readonly EquatableList<CastMember> Told = [new(1, 2, "Bo"), new(2, 1, "Ada") { Character = "the Hound" }];

    [Fact]
    public void What_is_told_takes_the_place_of_what_was_kept() =>
        Assert.Equal(new MergedCast(Told, "tmdb"), CastMerge.Apply(Art.Film, Kept, Answers(("tmdb", Told))));

    [Fact]
    public void An_empty_answer_erases_nothing()
    {
        Assert.Equal(new MergedCast(Kept, null), CastMerge.Apply(Art.Film, Kept, Answers(("tmdb", []))));
        Assert.Equal(new MergedCast(Kept, null), CastMerge.Apply(Art.Film, Kept, Answers()));
    }

    [Fact]
    public void Another_provider_counts_only_while_tmdb_tells_none()
    {
        Assert.Equal(new MergedCast(Told, "tmdb"), CastMerge.Apply(Art.Film, [], Answers(("a", Kept), ("tmdb", Told))));
        Assert.Equal(new MergedCast(Kept, "a"), CastMerge.Apply(Art.Film, [], Answers(("tmdb", []), ("b", Told), ("a", Kept))));
    }

    [Fact]
    public void A_locked_cast_stays_even_when_it_is_empty()
    {
        var locked = Art.Film with { LockedFields = [CastMerge.LockName] };

        Assert.Equal(new MergedCast(Kept, null), CastMerge.Apply(locked, Kept, Answers(("tmdb", Told))));
        Assert.Equal(new MergedCast([], null), CastMerge.Apply(locked, [], Answers(("tmdb", Told))));
    }

    private static Dictionary<string, EquatableList<CastMember>> Answers(params (string Provider, EquatableList<CastMember> Cast)[] answers) =>
        answers.ToDictionary(answer => answer.Provider, answer => answer.Cast);
}
