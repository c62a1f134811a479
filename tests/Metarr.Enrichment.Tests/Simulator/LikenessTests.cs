using System.Numerics;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Imaging.Jpeg;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>The pictures are compared as they are painted, before they become files: by a perceptual hash over their
/// canvas.</summary>
public sealed class LikenessTests
{
    private static readonly ImageSpec Poster = new("/a.jpg", 2000, 3000, ArtKind.Poster) { Scene = 77, Lettering = ["TITLE"] };

    public static TheoryData<int> Scenes => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_picture_resized_or_cut_looks_like_itself(int seed)
    {
        var original = Poster with { Scene = StableHash.Finish((ulong)seed) };
        var resized = original with { FilePath = "/b.jpg", Width = 1400, Height = 2100 };
        var tiny = original with { FilePath = "/c.jpg", Width = 500, Height = 750 };
        var cut = original with { FilePath = "/d.jpg", Width = 1960, Height = 2940, Crop = new(0.01, 0.01, 0.99, 0.99) };

        Assert.All([resized, tiny, cut], other => Assert.InRange(Distance(original, other), 0, 8));
    }

    [Fact]
    public void Different_scenes_look_different()
    {
        var hashes = Enumerable.Range(1, 40)
            .Select(seed => HashOf(Poster with { Scene = StableHash.Finish((ulong)seed) })).ToList();
        var distances = hashes
            .SelectMany((a, index) => hashes.Skip(index + 1).Select(b => BitOperations.PopCount(a ^ b))).ToList();

        Assert.True(distances.Count(distance => distance >= 12) > distances.Count * 0.99, $"least {distances.Min()}");
    }

    [Fact]
    public void A_title_in_another_language_changes_the_picture_but_not_the_scene()
    {
        var german = Poster with { FilePath = "/b.jpg", Lettering = ["DER TITEL", "JETZT IM KINO"] };

        Assert.NotEqual(ImagePainter.Paint(Poster with { FilePath = "/b.jpg" }), ImagePainter.Paint(german));
        Assert.InRange(Distance(Poster, german), 0, 11);
    }

    [Fact]
    public void Made_over_copies_are_among_the_images_of_a_film()
    {
        var posters = BundledLibrary.Find(900_003)!.Art.Posters.Select(image => image.Spec).ToList();
        var copies = posters.GroupBy(spec => (spec.Scene, string.Join('|', spec.Lettering)))
            .Where(group => group.Count() > 1).ToList();

        Assert.True(copies.Count >= 5);
        Assert.All(copies, group => Assert.All(group, copy => Assert.InRange(Distance(group.First(), copy), 0, 8)));
    }

    private static int Distance(ImageSpec a, ImageSpec b) => BitOperations.PopCount(HashOf(a) ^ HashOf(b));

    /// <summary>32 by 32 samples, DCT, the 64 lowest frequencies against their median.</summary>
    private static ulong HashOf(ImageSpec spec)
    {
        var samples = Samples(spec);
        var coefficients = Enumerable.Range(0, 64).Select(index => Coefficient(samples, index % 8, index / 8)).ToArray();
        var median = coefficients.Skip(1).Order().ElementAt(31);
        return coefficients.Select((value, index) => value > median ? 1UL << index : 0).Aggregate((a, b) => a | b);
    }

    private static float[,] Samples(ImageSpec spec)
    {
        var canvas = JpegPainter.Compose(spec, 8);
        var samples = new float[32, 32];
        var share = 1024f / (canvas.Width * canvas.Height);
        for (var y = 0; y < canvas.Height; y++)
        {
            for (var x = 0; x < canvas.Width; x++)
                samples[y * 32 / canvas.Height, x * 32 / canvas.Width] += canvas.Row(y)[x].X * share;
        }
        return samples;
    }

    private static double Coefficient(float[,] samples, int u, int v)
    {
        var sum = 0.0;
        for (var y = 0; y < 32; y++)
        {
            for (var x = 0; x < 32; x++)
                sum += samples[y, x] * Math.Cos((2 * x + 1) * u * Math.PI / 64) * Math.Cos((2 * y + 1) * v * Math.PI / 64);
        }
        return sum;
    }
}
