using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Enrichment.Tests.Simulator;

public sealed class BundledLibraryTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private const string Everything = "append_to_response=credits,images,release_dates,videos,external_ids,keywords";

    [Fact]
    public void There_are_24_films_with_consecutive_ids()
    {
        Assert.Equal(Enumerable.Range(900_001, 24), BundledLibrary.Films.Select(film => film.TmdbId));
        Assert.Equal(Enumerable.Range(9_900_001, 24).Select(id => $"tt{id}"), BundledLibrary.Films.Select(film => film.ImdbId!));
        Assert.Equal(24, BundledLibrary.Films.Select(film => film.Title).Distinct().Count());
    }

    [Fact]
    public void Every_film_lists_20_to_200_images_and_no_path_twice()
    {
        Assert.All(BundledLibrary.Films, film => Assert.InRange(BundledLibrary.ImageCountOf(film.TmdbId), 20, 200));
        Assert.Contains(BundledLibrary.Films, film => BundledLibrary.ImageCountOf(film.TmdbId) == 200);
        var paths = BundledLibrary.All.SelectMany(film => film.Art.All).Select(image => image.Spec.FilePath).ToList();
        Assert.Equal(paths.Count, paths.Distinct().Count());
    }

    [Fact]
    public async Task Every_film_has_a_cast_a_director_and_writers()
    {
        foreach (var film in BundledLibrary.Films)
        {
            var credits = await simulator.GetJsonAsync($"movie/{film.TmdbId}/credits");
            var crew = credits["crew"]!.AsArray();

            Assert.True(credits["cast"]!.AsArray().Count >= 15, film.Title);
            Assert.Contains(crew, member => (string?)member!["job"] == "Director");
            Assert.Contains(crew, member => (string?)member!["department"] == "Writing");
        }
    }

    [Fact]
    public async Task Some_films_have_the_holes_that_TMDB_has()
    {
        var bodies = new List<JsonObject>();
        foreach (var film in BundledLibrary.Films)
            bodies.Add(await simulator.GetJsonAsync($"movie/{film.TmdbId}"));

        Assert.Contains(bodies, body => (string?)body["overview"] == "");
        Assert.Contains(bodies, body => (string?)body["tagline"] == "");
        Assert.Contains(bodies, body => body.ContainsKey("runtime") && body["runtime"] is null);
        Assert.Contains(bodies, body => (string?)body["original_language"] == "ja");
    }

    [Fact]
    public async Task Two_simulators_send_the_same_library()
    {
        var (other, cache) = await SimulatorFixture.StartAnotherAsync();
        await using (other)
        {
            foreach (var film in BundledLibrary.Films.Take(5))
            {
                using var here = await simulator.GetAsync($"movie/{film.TmdbId}?{Everything}");
                using var there = await simulator.GetAsync(other, $"movie/{film.TmdbId}?{Everything}");

                Assert.Equal(here.Headers.ETag, there.Headers.ETag);
            }
        }
        Directory.Delete(cache, recursive: true);
    }

    /// <summary>The figures are those of the first run: a change of the generator shows here, on every machine.</summary>
    [Fact]
    public void The_library_is_the_same_on_every_machine()
    {
        var art = BundledLibrary.Find(900_024)!.Art;

        Assert.Equal("/ttJ8EZl5R6luLxzRgJzMdQ3YN8h.jpg", art.Posters[0].Spec.FilePath);
    }

    [Fact]
    public void The_best_voted_posters_of_the_first_film_are_the_broken_ones()
    {
        var broken = BundledLibrary.CorruptImagesOf(900_001).Concat(BundledLibrary.MissingImagesOf(900_001));

        Assert.Equal(broken, BundledLibrary.Find(900_001)!.Art.Posters.Take(2).Select(image => image.Spec.FilePath));
    }
}
