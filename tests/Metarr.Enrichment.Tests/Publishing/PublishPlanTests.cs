using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;

namespace Metarr.Enrichment.Tests.Publishing;

public sealed class PublishPlanTests
{
    private static readonly PublishManifest Nothing = PublishManifest.Empty(TitleId.Movie("603"));

    [Fact]
    public void An_empty_folder_gets_everything()
    {
        var plan = PublishPlan.Make([File("poster.jpg", "p"), File("movie.nfo", "n")], Nothing, Lying(), overwriteForeign: false);

        Assert.Equal(["poster.jpg", "movie.nfo"], plan.Write.Select(file => file.Name));
        Assert.True(plan.Outcome.Owns("poster.jpg", Movies.Sha("p")));
    }

    [Fact]
    public void Only_what_differs_is_written_and_only_what_is_no_longer_wanted_is_removed()
    {
        var manifest = Noted(("poster.jpg", "p"), ("poster1.jpg", "q"), ("fanart.jpg", "f"));

        var plan = PublishPlan.Make(
            [File("poster.jpg", "p"), File("fanart.jpg", "new")], manifest, Lying(("poster.jpg", "p"), ("poster1.jpg", "q"), ("fanart.jpg", "f")), overwriteForeign: false);

        Assert.Equal(["fanart.jpg"], plan.Write.Select(file => file.Name));
        Assert.Equal(["poster1.jpg"], plan.Remove);
        Assert.Equal(["poster.jpg"], plan.Unchanged);
        Assert.Empty(plan.LeftAlone);
    }

    [Fact]
    public void When_all_is_as_it_shall_be_nothing_is_needed()
    {
        var plan = PublishPlan.Make([File("poster.jpg", "p")], Noted(("poster.jpg", "p")), Lying(("poster.jpg", "p")), overwriteForeign: false);

        Assert.False(plan.IsNeeded);
    }

    [Fact]
    public void A_file_of_ones_own_that_is_missing_is_written_again()
    {
        var plan = PublishPlan.Make([File("poster.jpg", "p")], Noted(("poster.jpg", "p")), Lying(), overwriteForeign: false);

        Assert.Equal(["poster.jpg"], plan.Write.Select(file => file.Name));
    }

    [Theory]
    [InlineData("poster.jpg")]
    [InlineData("POSTER.JPG")]
    [InlineData("poster.png")]
    public void Somebody_elses_file_stays_unless_told_otherwise(string foreign)
    {
        var lying = new Dictionary<string, Sha256Hash?> { [foreign] = null };

        var careful = PublishPlan.Make([File("poster.jpg", "p")], Nothing, lying, overwriteForeign: false);
        var told = PublishPlan.Make([File("poster.jpg", "p")], Nothing, lying, overwriteForeign: true);

        Assert.Empty(careful.Write);
        Assert.Equal(["poster.jpg"], careful.LeftAlone);
        Assert.False(careful.IsNeeded);
        Assert.Equal(["poster.jpg"], told.Write.Select(file => file.Name));
        Assert.Empty(told.Remove);
    }

    [Fact]
    public void A_file_of_ones_own_that_somebody_changed_is_theirs_and_is_neither_written_nor_removed()
    {
        var manifest = Noted(("poster.jpg", "p"), ("fanart.jpg", "f"));

        var plan = PublishPlan.Make([File("poster.jpg", "q")], manifest, Lying(("poster.jpg", "edited"), ("fanart.jpg", "edited")), overwriteForeign: false);

        Assert.Equal(["poster.jpg"], plan.LeftAlone);
        Assert.False(plan.IsNeeded);
    }

    [Fact]
    public void Another_ending_takes_the_place_of_ones_own_old_one()
    {
        var plan = PublishPlan.Make([File("poster.png", "q")], Noted(("poster.jpg", "p")), Lying(("poster.jpg", "p")), overwriteForeign: false);

        Assert.Equal(["poster.png"], plan.Write.Select(file => file.Name));
        Assert.Equal(["poster.jpg"], plan.Remove);
    }

    [Fact]
    public void A_kill_at_any_step_leaves_no_file_of_ones_own_that_nobody_knows()
    {
        var before = Noted(("poster.jpg", "p"), ("fanart.jpg", "f"));
        PublishedFile[] wanted = [File("poster.jpg", "q"), File("banner.jpg", "b")];
        var lying = Lying(("poster.jpg", "p"), ("fanart.jpg", "f"));
        var plan = PublishPlan.Make(wanted, before, lying, overwriteForeign: false);
        Action[] steps =
        [
            () => lying["poster.jpg"] = Movies.Sha("q"),
            () => lying["banner.jpg"] = Movies.Sha("b"),
            () => lying.Remove("fanart.jpg"),
        ];

        foreach (var step in steps.Prepend(() => { }))
        {
            step();
            var known = PublishManifest.Read(plan.Intent.Write())!;
            Assert.All(lying, file => Assert.True(known.Owns(file.Key, file.Value!.Value)));
            var again = PublishPlan.Make(wanted, known, lying, overwriteForeign: false);
            Assert.Empty(again.LeftAlone);
            Assert.Equal(plan.Outcome.Write(), again.Outcome.Write());
        }
    }

    [Fact]
    public void A_manifest_that_cannot_be_understood_owns_nothing()
    {
        Assert.Null(PublishManifest.Read("no json"u8.ToArray()));
        Assert.Null(PublishManifest.Read("null"u8.ToArray()));
        Assert.Null(PublishManifest.Read("""{"titleId": "movie-603", "files": null}"""u8.ToArray()));
        Assert.Null(PublishManifest.Read("""{"titleId": "movie-603", "files": {"poster.jpg": ["short"]}}"""u8.ToArray()));
    }

    [Fact]
    public void A_change_names_the_fields_that_differ() =>
        Assert.Equal(
            ["title", "imdb_votes", "genres"],
            TitleChange.FieldsBetween(Movies.Told, Movies.Told with { Title = "Other", ImdbVotes = null, Genres = ["Drama"] }));

    private static PublishedFile.Kept File(string name, string content) => new(name, Movies.Art(AssetType.Poster, content));

    private static PublishManifest Noted(params (string Name, string Content)[] files) =>
        Nothing with { Files = files.ToDictionary(file => file.Name, file => (EquatableList<Sha256Hash>)[Movies.Sha(file.Content)]) };

    private static Dictionary<string, Sha256Hash?> Lying(params (string Name, string Content)[] files) =>
        files.ToDictionary(file => file.Name, file => (Sha256Hash?)Movies.Sha(file.Content));
}
