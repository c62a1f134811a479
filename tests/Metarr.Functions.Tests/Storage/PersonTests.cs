using System.Text.Json;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Tests.Storage;

public sealed class PersonTests
{
    private static readonly DateTimeOffset Then = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Uri Portrait = new("https://image.tmdb.org/t/p/original/a.jpg");
    private static readonly CastMember Part = new(1, 7, "Ada") { PortraitUrl = Portrait };
    private static readonly Person Known = new(7, "Ada") { PortraitUrl = Portrait, ToldAt = Then, Headshot = Kept(Portrait) };

    [Fact]
    public void Someone_new_with_a_portrait_lacks_it() =>
        Assert.True(new Person(7, "Ada").Told(Part, Then).LacksHeadshot());

    [Fact]
    public void Someone_without_a_portrait_lacks_none() =>
        Assert.False(new Person(7, "Ada").Told(Part with { PortraitUrl = null }, Then).LacksHeadshot());

    [Fact]
    public void What_is_told_again_changes_nothing() => Assert.Same(Known, Known.Told(Part, Then.AddDays(3)));

    [Fact]
    public void An_older_answer_does_not_undo_a_newer_one() =>
        Assert.Same(Known, Known.Told(Part with { Name = "Ada L." }, Then.AddDays(-1)));

    [Fact]
    public void A_portrait_that_is_no_longer_named_stays()
    {
        var told = Known.Told(Part with { Name = "Ada L.", PortraitUrl = null }, Then.AddDays(1));

        Assert.Equal(Known with { Name = "Ada L.", ToldAt = Then.AddDays(1) }, told);
        Assert.False(told.LacksHeadshot());
    }

    [Fact]
    public void Another_portrait_is_wanted_and_the_same_file_on_another_host_is_not()
    {
        Assert.True(Known.Told(Part with { PortraitUrl = new Uri(Portrait, "b.jpg") }, Then.AddDays(1)).LacksHeadshot());
        Assert.False(Known.Told(Part with { PortraitUrl = new Uri("https://mirror.example/t/p/original/a.jpg") }, Then.AddDays(1)).LacksHeadshot());
    }

    [Theory]
    [InlineData(CandidateFailureKind.Unavailable, true)]
    [InlineData(CandidateFailureKind.NotFound, false)]
    public void A_failure_that_may_pass_is_tried_again_and_any_other_only_for_another_portrait(CandidateFailureKind kind, bool again)
    {
        var failed = Known with { Headshot = null, Failure = new CandidateFailure(kind, "Why.", Then) };

        Assert.Equal(again, failed.LacksHeadshot());
        Assert.True(failed.Told(Part with { PortraitUrl = new Uri(Portrait, "b.jpg") }, Then.AddDays(1)).LacksHeadshot());
    }

    [Fact]
    public void A_person_and_the_user_of_a_blob_come_back_from_storage_as_they_were()
    {
        var person = Known with
        {
            Replaced = Kept(new Uri(Portrait, "old.jpg")),
            Failure = new CandidateFailure(CandidateFailureKind.TimedOut, "Why.", Then),
            Lease = new HeadshotLease("job", Then),
        };
        var use = new AssetRef(Sha256Hash.Of("x"u8), AssetUser.Person(7), AssetType.ActorThumb, "blob", "image/jpeg");

        Assert.Equal(person, JsonSerializer.Deserialize<Person>(JsonSerializer.Serialize(person, JsonSerializerOptions.Web), JsonSerializerOptions.Web));
        Assert.Equal(use, JsonSerializer.Deserialize<AssetRef>(JsonSerializer.Serialize(use, JsonSerializerOptions.Web), JsonSerializerOptions.Web));
        Assert.Equal("person-7", use.User.ToString());
        Assert.False(use.User.IsTitle(out _));
        Assert.True(((AssetUser)TitleId.Movie("603")).IsTitle(out var title));
        Assert.Equal(TitleId.Movie("603"), title);
    }

    private static Headshot Kept(Uri source) => new(
        "actor_thumb/ab/abc.jpg",
        new AssetAnalysis(600, 900, Sha256Hash.Of("x"u8), new PerceptualHash(1), null, "jpg", "image/jpeg", 1),
        source,
        Then);
}
