using System.Text;
using System.Text.Json;
using Metarr.Enrichment.Importing;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Webhooks;
using Metarr.ProviderSimulator.Faults;

namespace Metarr.Enrichment.Tests.Importing;

public sealed class RadarrMoviesTests
{
    private static readonly byte[] Whole = Encoding.UTF8.GetBytes("""
        {"title":"A Film","originalLanguage":{"id":1,"name":"English"},"sizeOnDisk":8589934592,"year":1999,"path":"/movies/A Film (1999)",
         "hasFile":true,"movieFileId":7,"monitored":true,"folderName":"/movies/A Film (1999)","imdbId":"tt0133093","tmdbId":603,"tags":[1],
         "movieFile":{"movieId":1,"relativePath":"a.mkv","path":"/movies/A Film (1999)/a.mkv","size":8589934592,
         "quality":{"quality":{"id":7,"name":"Bluray-1080p"},"revision":{"version":1}},"languages":[{"id":1}]},
         "collection":{"title":"C","tmdbId":1},"statistics":{"movieFileCount":1},"popularity":1.5,"id":1}
        """);

    private static readonly ListedMovie Expected = new(
        new NamedMovie(new ExternalIds(603, "tt0133093"), "A Film", 1999, "/movies/A Film (1999)"), IsMonitored: true, HasFile: true,
        new MediaFile("/movies/A Film (1999)/a.mkv", "a.mkv") { Quality = "Bluray-1080p", SizeBytes = 8_589_934_592 });

    [Fact]
    public void A_movie_is_read_with_its_file() => Assert.Equal(Expected, Read(Whole));

    [Fact]
    public void What_Radarr_does_not_know_is_not_known() => Assert.Equal(
        new ListedMovie(new NamedMovie(new ExternalIds(), null, null, null), IsMonitored: false, HasFile: false, null),
        Read("""{"title":"","year":0,"tmdbId":0,"imdbId":"","path":null,"monitored":false,"hasFile":null,"movieFile":null}"""u8));

    [Fact]
    public void A_damaged_value_costs_nothing_but_itself()
    {
        foreach (var place in JsonPlace.Of(Whole).Skip(1))
        {
            foreach (var damage in JsonDamage.Losses)
            {
                var read = Read(damage.Apply(Whole, place))!;
                Assert.True(IsSameBut(place.Path, read), $"{place.Path} <- {damage}: {read}");
            }
        }
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"A Film\"")]
    public void A_row_that_is_no_object_is_no_movie(string row) => Assert.Null(Read(Encoding.UTF8.GetBytes(row)));

    private static bool IsSameBut(string damaged, ListedMovie read)
    {
        var (movie, file) = (Expected.Movie, Expected.File!);
        var same = damaged switch
        {
            "$.tmdbId" => Expected with { Movie = movie with { Ids = movie.Ids with { TmdbId = read.Movie.Ids.TmdbId } } },
            "$.imdbId" => Expected with { Movie = movie with { Ids = movie.Ids with { ImdbId = read.Movie.Ids.ImdbId } } },
            "$.title" => Expected with { Movie = movie with { Name = read.Movie.Name } },
            "$.year" => Expected with { Movie = movie with { Year = read.Movie.Year } },
            "$.path" => Expected with { Movie = movie with { Folder = read.Movie.Folder } },
            "$.monitored" => Expected with { IsMonitored = read.IsMonitored },
            "$.movieFile" => Expected with { File = read.File },
            "$.movieFile.path" => Expected with { File = file with { Path = read.File!.Path } },
            "$.movieFile.relativePath" => Expected with { File = file with { RelativePath = read.File!.RelativePath } },
            "$.movieFile.size" => Expected with { File = file with { SizeBytes = read.File!.SizeBytes } },
            _ when damaged.StartsWith("$.movieFile.quality", StringComparison.Ordinal) =>
                Expected with { File = file with { Quality = read.File!.Quality } },
            _ => Expected,
        };
        return same == read;
    }

    private static ListedMovie? Read(ReadOnlySpan<byte> row)
    {
        var reader = new Utf8JsonReader(row);
        using var document = JsonDocument.ParseValue(ref reader);
        return RadarrMovies.Read(document.RootElement);
    }
}
