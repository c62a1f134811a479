using Metarr.Enrichment.Library;
using static Metarr.Enrichment.Tests.Providers.Tmdb.TmdbFixture;

namespace Metarr.Enrichment.Tests.Providers.Tmdb;

public sealed class TmdbCastTests
{
    [Fact]
    public void The_top_fifteen_by_order_are_the_cast()
    {
        var entries = Enumerable.Range(0, 30).Reverse().Select(order => $$"""{"id":{{100 + order}},"name":"P{{order}}","order":{{order}}}""");

        var cast = Cast(string.Join(',', entries));

        Assert.Equal(Enumerable.Range(1, 15).Select(order => new CastMember(order, 99 + order, $"P{order - 1}")), cast);
    }

    [Fact]
    public void Who_plays_several_roles_stands_once_with_all_of_them_at_the_place_of_the_first()
    {
        var cast = Cast("""
            {"id":1,"name":"Ada","character":"the Fox","order":0},
            {"id":2,"name":"Bo","character":"the Twin","order":1},
            {"id":1,"name":"Ada","character":"the Hound","order":2,"profile_path":"/ada.jpg"},
            {"id":2,"name":"Bo","character":"The twin","order":3},
            {"id":3,"name":"Cy","character":"","order":4}
            """);

        Assert.Equal(
            [
                new CastMember(1, 1, "Ada")
                {
                    Character = "the Fox / the Hound", PortraitUrl = new Uri("https://image.tmdb.org/t/p/original/ada.jpg"),
                },
                new CastMember(2, 2, "Bo") { Character = "the Twin" },
                new CastMember(3, 3, "Cy"),
            ],
            cast);
    }

    [Fact]
    public void Entries_without_a_number_or_a_name_are_passed_over_and_those_without_an_order_come_last()
    {
        var cast = Cast("""
            {"name":"Nobody","order":0},{"id":0,"name":"Zero","order":0},{"id":5,"order":0},{"id":6,"name":" ","order":0},17,null,
            {"id":7,"name":"Last"},{"id":8,"name":"Negative","order":-1},{"id":"9","name":"First","order":"3","profile_path":"//evil.example/x.jpg"}
            """);

        Assert.Equal([new CastMember(1, 9, "First"), new CastMember(2, 7, "Last"), new CastMember(3, 8, "Negative")], cast);
    }

    [Fact]
    public void A_body_without_credits_tells_no_cast()
    {
        Assert.Empty(Read("""{"id":603}""").Cast);
        Assert.Empty(Read("""{"id":603,"credits":{"cast":"none"}}""").Cast);
    }

    [Fact]
    public void The_recorded_cast_reads_as_its_page_does()
    {
        var cast = Read(Recordings.Read("tmdb/3/movie/49026.json")).Cast;

        Assert.Equal(15, cast.Count);
        Assert.Equal(
            new CastMember(1, 3894, "Christian Bale")
            {
                Character = "Bruce Wayne", PortraitUrl = new Uri("https://image.tmdb.org/t/p/original/7Pxez9J8fuPd2Mn9kex13YALrCQ.jpg"),
            },
            cast[0]);
        Assert.Equal((15, 224365, "Special Ops Sergeant"), (cast[14].Order, cast[14].PersonId, cast[14].Character));
    }

    private static EquatableList<CastMember> Cast(string entries) => Read($$"""{"id":603,"credits":{"cast":[{{entries}}] } }""").Cast;
}
