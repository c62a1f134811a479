using Metarr.Benchmarks.Reporting;
using Metarr.Enrichment.Imaging;

namespace Metarr.Benchmarks.Imaging;

/// <summary>How far the hashes agree with those of fully decoded pictures, and what they can and cannot tell apart.</summary>
internal sealed class HashesBenchmark : IBenchmark
{
    private const int Pictures = 500;
    private const int Variants = 120;
    private const int Pairs = 10_000;

    private readonly ImageInspector inspector = new();

    public string Name => "hashes";

    /// <inheritdoc/>
    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        using var folder = new PictureFolder();
        using var peer = await SharpPeer.StartAsync(cancellationToken);
        var hashes = await ReportAgreementAsync(report, folder, peer, cancellationToken);
        ReportDifferentPictures(report, hashes);
        await ReportVariantsAsync(report, folder, peer, cancellationToken);
        await LogoRates.ReportAsync(report, folder, peer, inspector, cancellationToken);
    }

    private async Task<List<PerceptualHash>> ReportAgreementAsync(
        BenchmarkReport report, PictureFolder folder, SharpPeer peer, CancellationToken cancellationToken)
    {
        var hashes = new List<PerceptualHash>();
        var distances = new List<int>();
        for (var i = 0; i < Pictures; i++)
        {
            var (width, height) = (300 + i * 37 % 700, 300 + i * 53 % 700);
            var output = new PictureOutput(
                folder[$"picture.{(i % 5 == 4 ? "png" : "jpg")}"],
                i % 5 == 4 ? "png" : "jpeg",
                Quality: 60 + i % 36,
                Progressive: i % 3 == 0,
                Chroma: i % 2 == 0 ? "4:2:0" : "4:4:4");
            await peer.MakeAsync("photo", new PictureLook(1000 + i, width, height), [output], cancellationToken);
            var reference = (await peer.DecodeAsync(output.Path, cancellationToken)).Hash();
            hashes.Add(Inspect(output.Path).PerceptualHash!.Value);
            distances.Add(FullPicture.Distance(reference, hashes[^1].Bits));
        }

        report.Row("full-decode", "within-2-bits", Share(distances, d => d <= 2), "%", 99);
        report.Row("full-decode", "most", distances.Max(), "bits", 4, Goal.AtMost);
        report.Row("full-decode", "mean", distances.Average(), "bits");
        return hashes;
    }

    private static void ReportDifferentPictures(BenchmarkReport report, List<PerceptualHash> hashes)
    {
        var random = new Random(1);
        var distances = new List<int>();
        while (distances.Count < Pairs)
        {
            var (a, b) = (random.Next(hashes.Count), random.Next(hashes.Count));
            if (a != b)
                distances.Add(hashes[a].DistanceTo(hashes[b]));
        }

        report.Row("different-pictures", "under-10-bits", Share(distances, d => d < 10), "%", 0.1, Goal.AtMost);
        report.Row("different-pictures", "mean", distances.Average(), "bits");
    }

    private async Task ReportVariantsAsync(BenchmarkReport report, PictureFolder folder, SharpPeer peer, CancellationToken cancellationToken)
    {
        PictureOutput[] same =
        [
            new(folder["same-quarter.jpg"], "jpeg", Scale: 0.25), new(folder["same-quality-60.jpg"], "jpeg", Quality: 60),
            new(folder["same-progressive.jpg"], "jpeg", Progressive: true), new(folder["same-png.png"], "png"),
        ];
        PictureOutput[] cropped = [new(folder["crop-2.jpg"], "jpeg", Crop: 0.01), new(folder["crop-5.jpg"], "jpeg", Crop: 0.025)];
        var original = new PictureOutput(folder["original.jpg"], "jpeg", Quality: 90);
        var title = new PictureOutput(folder["other-title.jpg"], "jpeg", Quality: 90);
        var distances = new Dictionary<string, List<int>>();
        for (var i = 0; i < Variants; i++)
        {
            var look = new PictureLook(5000 + i, 1000, 1500);
            await peer.MakeAsync("photo", look, [original, .. same, .. cropped], cancellationToken);
            await peer.MakeAsync("photo", look with { Title = 9000 + i }, [title], cancellationToken);
            var hash = Inspect(original.Path).PerceptualHash!.Value;
            foreach (var path in same.Concat(cropped).Append(title).Select(output => output.Path))
            {
                var name = Path.GetFileNameWithoutExtension(path);
                distances.TryAdd(name, []);
                distances[name].Add(hash.DistanceTo(Inspect(path).PerceptualHash!.Value));
            }
        }

        foreach (var (name, bits) in distances)
        {
            report.Row(name, "mean", bits.Average(), "bits");
            if (name.StartsWith("same", StringComparison.Ordinal))
                report.Row(name, "within-6-bits", Share(bits, d => d <= 6), "%", 99);
        }
    }

    private ImageFacts Inspect(string path) => ((ImageInspection.Accepted)inspector.Inspect(File.ReadAllBytes(path))).Facts;

    private static double Share(List<int> distances, Func<int, bool> isIn) => 100.0 * distances.Count(isIn) / distances.Count;
}
