using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Tests.Imaging.Making;

namespace Metarr.Enrichment.Tests.Imaging;

public class ImageInspectorTests
{
    private static readonly ImageInspector Inspector = new();

    [Fact]
    public void Many_threads_at_once_see_what_one_does()
    {
        var files = HostileInputs.Seeds.Concat(Enumerable.Range(0, 100).Select(HostileInputs.Make)).ToList();
        var alone = files.Select(file => Inspector.Inspect(file)).ToList();
        var together = new ImageInspection[10 * files.Count];

        Parallel.For(0, together.Length, i => together[i] = Inspector.Inspect(files[i % files.Count]));

        Assert.All(together.Index(), entry => Assert.Equal(alone[entry.Index % files.Count], entry.Item));
    }

    [Fact]
    public void An_analysis_allocates_little_more_than_its_result()
    {
        foreach (var file in new[] { new JpegWriter().Write(Raster.Photo(600, 900, seed: 1)), new PngWriter().Write(Raster.Logo(400, 155, seed: 1)) })
        {
            Inspector.Inspect(file);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Inspector.Inspect(file);

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 4096);
        }
    }

    [Fact]
    public void Flat_pictures_hash_to_zero_and_not_to_noise()
    {
        var flat = new Raster(100, 100);
        for (var i = 0; i < 100 * 100; i++)
            flat.Set(i % 100, i / 100, 90, 90, 90);

        Assert.Equal(0UL, Inspecting.Accept(new PngWriter().Write(flat)).PerceptualHash!.Value.Bits);
        Assert.Equal(0UL, Inspecting.Accept(new JpegWriter().Write(flat)).PerceptualHash!.Value.Bits);
    }

    [Fact]
    public void The_same_picture_smaller_or_coarser_stays_within_six_bits()
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var picture = Raster.Photo(600, 400, seed);
            var hash = Inspecting.Accept(new JpegWriter { Step = 4 }.Write(picture)).PerceptualHash!.Value;
            var smaller = Inspecting.Accept(new PngWriter().Write(picture.Scale(150, 100))).PerceptualHash!.Value;
            var coarser = Inspecting.Accept(new JpegWriter { Step = 40, IsProgressive = true }.Write(picture)).PerceptualHash!.Value;

            Assert.InRange(hash.DistanceTo(smaller), 0, 6);
            Assert.InRange(hash.DistanceTo(coarser), 0, 6);
        }
    }

    [Fact]
    public void Different_pictures_are_far_apart()
    {
        var hashes = Enumerable.Range(0, 30)
            .Select(seed => Inspecting.Accept(new PngWriter().Write(Raster.Photo(96, 144, seed))).PerceptualHash!.Value).ToList();

        Assert.All(hashes.Index(), a => Assert.All(hashes.Skip(a.Index + 1), b => Assert.InRange(a.Item.DistanceTo(b), 10, 64)));
    }
}
