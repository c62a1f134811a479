using Metarr.Enrichment.Imaging;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>The made images as the pipeline sees them: read from their files, with the hashes it compares.</summary>
public sealed class InspectedArtTests
{
    private const int DuplicateDistance = 6;

    private static readonly ImageInspector Inspector = new();

    [Theory]
    [InlineData(900_008)]
    [InlineData(900_012)]
    [InlineData(900_017)]
    public void Every_sound_image_is_read_with_its_listed_size(int film)
    {
        foreach (var spec in BundledLibrary.Find(film)!.Art.All.Select(image => image.Spec).Where(spec => spec.Extension != ".svg"))
        {
            var facts = Facts(spec);

            Assert.Equal((spec.Width, spec.Height), (facts.Width, facts.Height));
            Assert.Equal(spec.Kind == ArtKind.Logo, facts.HasAlpha);
            Assert.NotNull(facts.PerceptualHash);
        }
    }

    [Fact]
    public void A_corrupt_image_is_refused()
    {
        var corrupt = BundledLibrary.Find(900_001)!.Art.Posters.Single(image => image.Spec.Flaw == ImageFlaw.Corrupt);

        Assert.IsType<ImageInspection.Refused>(Inspector.Inspect(ImagePainter.Paint(corrupt.Spec)));
    }

    [Fact]
    public void A_picture_made_over_is_a_duplicate_of_itself_in_nearly_all_cases()
    {
        var distances = Enumerable.Range(1, 8).SelectMany(seed =>
        {
            var original = Poster(seed);
            var hash = HashOf(original);
            return new[]
            {
                original with { FilePath = "/resized.jpg", Width = 700, Height = 1050 },
                original with { FilePath = "/recompressed.jpg", Quality = 60 },
                original with { FilePath = "/cut.jpg", Width = 980, Height = 1470, Crop = new(0.01, 0.005, 0.99, 0.985) },
            }.Select(copy => hash.DistanceTo(HashOf(copy)));
        }).ToList();

        Assert.True(distances.Count(distance => distance <= DuplicateDistance) >= distances.Count * 0.9, string.Join(' ', distances));
    }

    [Fact]
    public void Different_pictures_are_far_apart()
    {
        var hashes = Enumerable.Range(1, 16).Select(seed => HashOf(Poster(seed))).ToList();
        var distances = hashes.SelectMany((a, index) => hashes.Skip(index + 1).Select(b => a.DistanceTo(b))).ToList();

        Assert.True(distances.Count(distance => distance >= 12) >= distances.Count * 0.98, $"least {distances.Min()}");
    }

    private static ImageSpec Poster(int seed) =>
        new("/original.jpg", 1000, 1500, ArtKind.Poster) { Scene = StableHash.Finish((ulong)seed), Lettering = ["A TITLE"] };

    private static PerceptualHash HashOf(ImageSpec spec) => Facts(spec).PerceptualHash!.Value;

    private static ImageFacts Facts(ImageSpec spec) =>
        Assert.IsType<ImageInspection.Accepted>(Inspector.Inspect(ImagePainter.Paint(spec))).Facts;
}
