using Metarr.Benchmarks.Reporting;
using Metarr.Enrichment.Imaging;

namespace Metarr.Benchmarks.Imaging;

/// <summary>How often logos are taken for duplicates that are none, and the other way round: by luma alone, and with the outline.</summary>
internal static class LogoRates
{
    private const int Logos = 200;
    private const double Duplicate = 0.90;

    /// <summary>Makes the logos, compares them and reports.</summary>
    public static async Task ReportAsync(
        BenchmarkReport report, PictureFolder folder, SharpPeer peer, ImageInspector inspector, CancellationToken cancellationToken)
    {
        var (originals, variants) = (new List<ImageFacts>(), new List<ImageFacts>());
        for (var i = 0; i < Logos; i++)
        {
            PictureOutput[] outputs =
            [
                new(folder["logo.png"], "png"), new(folder["logo-half.png"], "png", Scale: 0.5), new(folder["logo-palette.png"], "png", Palette: true),
            ];
            await peer.MakeAsync("logo", new PictureLook(100 + i, 800, 310, Grain: 4), outputs, cancellationToken);
            var facts = outputs
                .Select(output => ((ImageInspection.Accepted)inspector.Inspect(File.ReadAllBytes(output.Path))).Facts).ToList();
            originals.Add(facts[0]);
            variants.Add(facts[1 + i % 2]);
        }

        var closest = (from a in originals from b in originals where !ReferenceEquals(a, b) select (a, b)).ToList();
        report.Row("logos", "closest-in-luma", closest.Min(pair => pair.a.PerceptualHash!.Value.DistanceTo(pair.b.PerceptualHash!.Value)), "bits");
        report.Row("logos", "closest-in-outline", closest.Min(pair => pair.a.AlphaHash!.Value.DistanceTo(pair.b.AlphaHash!.Value)), "bits");
        report.Row("logos", "mean-in-luma", closest.Average(pair => pair.a.PerceptualHash!.Value.DistanceTo(pair.b.PerceptualHash!.Value)), "bits");
        report.Row("logos", "mean-in-outline", closest.Average(pair => pair.a.AlphaHash!.Value.DistanceTo(pair.b.AlphaHash!.Value)), "bits");
        var pairs = (from a in Enumerable.Range(0, Logos) from b in Enumerable.Range(a + 1, Logos - a - 1) select (a, b)).ToList();
        foreach (var (name, similarity) in new (string, Func<ImageFacts, ImageFacts, double?>)[]
        {
            ("luma-alone", (a, b) => PerceptualHash.Similarity(a.PerceptualHash!.Value, b.PerceptualHash!.Value)),
            ("luma-and-outline", PictureLikeness.Similarity),
        })
        {
            var falseAlarms = pairs.Count(pair => similarity(originals[pair.a], originals[pair.b]) >= Duplicate);
            var misses = originals.Zip(variants).Count(pair => similarity(pair.First, pair.Second) < Duplicate);
            report.Row($"logos-{name}", "different-taken-for-same", 100.0 * falseAlarms / pairs.Count, "%");
            report.Row($"logos-{name}", "same-taken-for-different", 100.0 * misses / Logos, "%");
        }
    }
}
