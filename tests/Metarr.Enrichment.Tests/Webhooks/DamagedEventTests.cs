using System.Text;
using Metarr.Enrichment.Tests.Providers.Damaged;
using Metarr.Enrichment.Webhooks;
using Metarr.ProviderSimulator.Faults;

namespace Metarr.Enrichment.Tests.Webhooks;

/// <summary>Every value of every event is damaged in turn; the rest of the event must be read as if nothing had happened.</summary>
public sealed class DamagedEventTests
{
    private const string OfMovie = "tmdbId imdbId tvdbId name year folder subject path";
    private const string OfFile = "path relative quality size";

    private static readonly IReadOnlyList<FieldRule> Rules =
    [
        new("$.eventType", $"type change outcome upgrade reason previous {OfMovie} {OfFile}"),
        new("$.movie.tmdbId", "tmdbId"), new("$.movie.imdbId", "imdbId"), new("$.movie.title", "name subject"),
        new("$.movie.year", "year"), new("$.movie.folderPath", "folder path"),
        new("$.movieFile.path", "path"), new("$.movieFile.relativePath", "relative path"),
        new("$.movieFile.quality", "quality"), new("$.movieFile.size", "size"), new("$.isUpgrade", "upgrade"),
        new("$.deleteReason", "reason"), new("$.renamedMovieFiles", $"previous {OfFile}"),
        new("$.series.title", "subject"), new("$.message", "subject"), new("$.release.releaseTitle", "subject"),
    ];

    public static TheoryData<string> Events { get; } =
    [
        .. EventBodies.OfRadarr.Keys.Select(name => $"radarr/{name}"), .. EventBodies.OfSonarr.Keys.Select(name => $"sonarr/{name}"),
        .. EventBodies.Recorded,
    ];

    [Theory]
    [MemberData(nameof(Events))]
    public void A_damaged_value_costs_nothing_but_itself(string name)
    {
        var body = EventBodies.Get(name);
        var whole = EventFacts.Of(Read(name, body)!);
        var wrong = new List<string>();
        foreach (var place in JsonPlace.Of(body).Skip(1).Where(place => !LosesMore(place)))
        {
            foreach (var damage in JsonDamage.Losses)
            {
                var read = EventFacts.Of(Read(name, damage.Apply(body, place))!);
                if (FieldRule.Wrong(Rules, place, whole, read) is { } fault) wrong.Add($"{place.Path} <- {damage}: {fault}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void A_value_told_twice_counts_as_it_is_told_last(string name)
    {
        var body = EventBodies.Get(name);
        var whole = EventFacts.Of(Read(name, body)!);
        foreach (var place in JsonPlace.Of(body).Skip(1))
        {
            foreach (var damage in JsonDamage.Harmless) Assert.Equal(whole, EventFacts.Of(Read(name, damage.Apply(body, place))!));
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Unknown_fields_and_names_that_are_no_text_are_passed_over(string name)
    {
        var body = EventBodies.Get(name);
        var whole = EventFacts.Of(Read(name, body)!);
        foreach (var place in JsonPlace.Of(body).Where(place => body[place.Start] == (byte)'{' && place.End - place.Start > 2))
        {
            byte[] more =
            [
                .. body.AsSpan(0, place.Start + 1), .. "\"\\udc00\":1,\"\\ud83c\\udfac\":[{}],\"\":null,\"x y\":{\"movie\":7},"u8,
                .. body.AsSpan(place.Start + 1),
            ];
            Assert.Equal(whole, EventFacts.Of(Read(name, more)!));
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Whatever_stands_in_place_of_a_movie_or_of_an_item_the_event_is_read(string name)
    {
        var body = EventBodies.Get(name);
        var type = Read(name, body)!.Type;
        foreach (var place in JsonPlace.Of(body).Where(LosesMore))
        {
            Assert.All(JsonDamage.Losses, damage => Assert.Equal(type, Read(name, damage.Apply(body, place))!.Type));
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void A_body_cut_off_anywhere_is_no_event(string name)
    {
        var body = EventBodies.Get(name);
        var end = body.AsSpan().TrimEnd("\r\n\t "u8).Length;
        for (var length = 0; length < end; length++) Assert.Null(Read(name, body[..length]));
    }

    [Fact]
    public void Text_without_end_is_no_text_and_a_type_without_end_is_cut()
    {
        var endless = new string('é', 100_000);

        var read = RadarrEvents.Read(Encoding.UTF8.GetBytes(
            $$"""{ "eventType": "Download", "movie": { "title": "{{endless}}", "folderPath": "{{endless}}", "tmdbId": 603 }, "movieFile": { "path": "{{endless}}" } }"""))!;
        var told = RadarrEvents.Read(Encoding.UTF8.GetBytes($$"""{ "eventType": "{{endless[..1000]}}", "message": "{{endless[..2000]}}" }"""))!;

        var change = Assert.IsType<LibraryChange.Imported>(read.Change);
        Assert.Equal((null, null, null), (read.Subject, change.Movie.Folder, change.File!.Path));
        Assert.Equal((61, 501), (told.Type.Length, told.Subject!.Length));
    }

    // Without its movie an event says nothing; and an item that is gone moves those behind it up, by whose places facts are told.
    private static bool LosesMore(JsonPlace place) => place.Path == "$.movie" || place.Shape.EndsWith("[]", StringComparison.Ordinal);

    private static WebhookEvent? Read(string name, byte[] body) => EventBodies.IsOfSonarr(name) ? SonarrEvents.Read(body) : RadarrEvents.Read(body);
}
