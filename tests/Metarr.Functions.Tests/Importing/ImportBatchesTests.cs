using Metarr.Cli.Importing;

namespace Metarr.Functions.Tests.Importing;

public sealed class ImportBatchesTests
{
    [Fact]
    public void Folders_of_one_film_come_in_one_request_by_whichever_name_they_share()
    {
        FilmToImport[] films =
        [
            Known(1, "tt0000001"),
            Searched("Heat", 1995),
            .. Enumerable.Range(1000, 600).Select(number => Known(number)),
            Known(949, null, "HEAT", 1995),
            Known(null, "tt0000001"),
            Searched("Heat", 1995),
        ];

        var batches = ImportBatches.Of(films).ToList();

        Assert.Equal(films.Length, batches.Sum(batch => batch.Count));
        Assert.Equal(films.ToHashSet(ReferenceEqualityComparer.Instance), batches.SelectMany(batch => batch).ToHashSet(ReferenceEqualityComparer.Instance));
        Assert.Equal([films[0], films[^2]], Assert.Single(batches, batch => batch.Contains(films[0])).Take(2));
        Assert.Equal([films[1], films[^3], films[^1]], batches[^1].TakeLast(3));
    }

    [Fact]
    public void Two_groups_that_a_later_film_joins_are_one()
    {
        FilmToImport[] films = [Known(1), .. Enumerable.Range(10, 498).Select(number => Known(number)), Known(null, "tt0000001"), Known(1, "tt0000001")];

        var batches = ImportBatches.Of(films).ToList();

        Assert.Equal([films[0], films[^2], films[^1]], Assert.Single(batches, batch => batch.Contains(films[0])).Take(3));
    }

    [Fact]
    public void No_request_holds_more_than_the_app_takes()
    {
        var films = Enumerable.Range(1, 1200).Select(number => Known(7, null, "Same", 2000) with { Folder = $"/{number}" })
            .Concat(Enumerable.Range(1, 60).Select(_ => Searched("Again", 2001)))
            .Concat(Enumerable.Range(1, 60).Select(number => Searched($"Film {number}", 2001)))
            .ToList();

        var batches = ImportBatches.Of(films).ToList();

        Assert.Equal(films.Count, batches.Sum(batch => batch.Count));
        Assert.All(batches, batch => Assert.InRange(batch.Count, 1, ImportBatches.Most));
        Assert.All(batches, batch => Assert.InRange(batch.Count(film => film.IsToBeSearched), 0, ImportBatches.MostSearched));
    }

    private static FilmToImport Known(int? tmdbId, string? imdbId = null, string? title = null, int? year = null) =>
        new(tmdbId, imdbId, title, year, null, null);

    private static FilmToImport Searched(string title, int year) => new(null, null, title, year, null, null);
}
