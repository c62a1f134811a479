using System.Globalization;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Imaging.Lettering;

namespace Metarr.ProviderSimulator.Library.Series;

/// <summary>Makes up the seasons and episodes of a series.</summary>
internal static class SeasonPress
{
    private static readonly string[] Openings =
    [
        "The Trouble with", "A Visit from", "Return of", "No Room for", "The Last of", "In Praise of", "Waiting for", "Against",
        "What Became of", "A Short History of", "Nobody Expects", "The Wrong",
    ];

    private static readonly string[] Subjects =
    [
        "Mr. Fennimore", "the Second Kettle", "Tuesday", "the Borrowed Ladder", "Small Hours", "the Magpie Clause",
        "Aunt Corisande", "Fog", "the Spare Key", "a Good Alibi", "the Night Bus", "Rain, Mostly", "the Understairs",
        "Thirteen Geese", "the Polite Stranger", "Marmalade", "the Empty Platform", "Old Money", "the Weathercock",
    ];

    public static BundledSeason Make(int tmdbId, int tvdbId, int number, SeriesSketch sketch)
    {
        var count = number == 0 ? sketch.Specials : sketch.Episodes[number - 1];
        var isLast = number == sketch.Episodes.Count;
        var dice = DiceOf(tmdbId, number, 0);
        var title = sketch.OriginalTitle ?? sketch.Title;
        var posters = Enumerable.Range(0, number == 0 ? 1 : 3).Select(_ => Poster(tmdbId, number, title, dice)).ToList();
        var episodes = Enumerable.Range(1, count)
            .Select(episode => Episode(tmdbId, tvdbId, number, episode, sketch, sketch.Continues && isLast && episode == count))
            .ToList();
        var facts = new SimulatedSeason(number, SeasonId(tmdbId, number), SeasonId(tvdbId, number),
            [.. episodes.Select(episode => episode.Facts)]);
        var name = number == 0 ? "Specials" : string.Create(CultureInfo.InvariantCulture, $"Season {number}");
        return new(facts, name, posters, episodes);
    }

    private static BundledEpisode Episode(
        int tmdbId, int tvdbId, int season, int number, SeriesSketch sketch, bool isToCome)
    {
        var dice = DiceOf(tmdbId, season, number);
        var title = (season, number) == (1, 1) ? "Pilot" : $"{dice.Pick(Openings)} {dice.Pick(Subjects)}";
        var local = EpisodeId(tmdbId, season, number);
        var imdbId = string.Create(CultureInfo.InvariantCulture, $"tt{local % 10_000_000 + 90_000_000}");
        var facts = new SimulatedEpisode(number, local, EpisodeId(tvdbId, season, number), imdbId, isToCome ? "TBA" : title);
        if (isToCome)
            return new(facts, season, "", null, null, []);
        var overview = dice.Chance(0.15) ? "" : $"Things are quiet until {dice.Pick(Subjects)} comes between the regulars and "
            + $"{dice.Pick(Subjects)}. Somebody will have to apologise, and it will not be the goose.";
        var count = dice.Below(8) == 0 ? 0 : dice.Between(1, 4);
        var stills = Enumerable.Range(0, count).Select(_ => Still(facts.TmdbId, dice)).ToList();
        return new(facts, season, overview, AiredOn(sketch, season, number), sketch.Runtime + dice.Between(-3, 4), stills);
    }

    /// <summary>Weekly, a season a year; specials at the end of the year.</summary>
    private static DateOnly AiredOn(SeriesSketch sketch, int season, int number) => season == 0
        ? new DateOnly(sketch.FirstAired.Year, 12, 20).AddYears(number - 1)
        : sketch.FirstAired.AddYears(season - 1).AddDays(7 * (number - 1));

    private static ListedImage Poster(int tmdbId, int season, string title, Dice dice)
    {
        var textless = dice.Chance(0.25);
        string[] lettering = textless ? [] : [.. TitleBlock.Lines(title), season == 0 ? "EXTRAS" : $"{season}"];
        var spec = new ImageSpec(ArtName.Of(dice, ".jpg"), dice.Chance(0.5) ? 2000 : 1000, 0, ArtKind.Poster)
        {
            Scene = StableHash.Mix(StableHash.Mix(0x5EA, (ulong)tmdbId), dice.Next()),
            Lettering = lettering,
        };
        spec = spec with { Height = spec.Width * 3 / 2 };
        return new(spec, textless ? null : "en", textless ? null : "US", dice.Between(0, 8000) / 1000.0, dice.Between(0, 40));
    }

    private static ListedImage Still(int episodeId, Dice dice)
    {
        var (width, height) = dice.Chance(0.3) ? (3840, 2160) : (1920, 1080);
        var spec = new ImageSpec(ArtName.Of(dice, ".jpg"), width, height, ArtKind.Backdrop)
        {
            Scene = StableHash.Mix(StableHash.Mix(0x571, (ulong)episodeId), dice.Next()),
        };
        return new(spec, null, null, dice.Between(0, 8000) / 1000.0, dice.Between(0, 20));
    }

    /// <summary>Series 910001, season 2: 9100012.</summary>
    private static int SeasonId(int seriesId, int season) => seriesId * 10 + season;

    /// <summary>Series 910001, season 2, episode 3: 910001203.</summary>
    private static int EpisodeId(int seriesId, int season, int number) => seriesId * 1000 + season * 100 + number;

    private static Dice DiceOf(int seriesId, int season, int episode) =>
        new(StableHash.Mix(StableHash.Mix((ulong)seriesId, (ulong)season), (ulong)episode));
}
