using Metarr.Benchmarks.Reporting;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Selection;

namespace Metarr.Benchmarks.Imaging;

/// <summary>How often logos are taken for duplicates that are none, and the other way round: by luma alone, and with the outline.</summary>
internal static class LogoRates
{
    private const int Logos = 200;

    /// <summary>Makes the logos, compares them and reports.</summary>
    public static async Task ReportAsync(
        BenchmarkReport report, PictureFolder folder, SharpPeer peer, ImageInspector inspector, CancellationToken cancellationToken)
    {
        var (originals, variants) = (new List<AssetAnalysis>(), new List<AssetAnalysis>());
        for (var i = 0; i < Logos; i++)
        {
            PictureOutput[] outputs =
            [
                new(folder["logo.png"], "png"), new(folder["logo-half.png"], "png", Scale: 0.5), new(folder["logo-palette.png"], "png", Palette: true),
            ];
            await peer.MakeAsync("logo", new PictureLook(100 + i, 800, 310, Grain: 4), outputs, cancellationToken);
            var analyses = outputs.Select(output => Analyse(inspector, output.Path)).ToList();
            originals.Add(analyses[0]);
            variants.Add(analyses[1 + i % 2]);
        }

        var pairs = (from a in Enumerable.Range(0, Logos) from b in Enumerable.Range(a + 1, Logos - a - 1) select (originals[a], originals[b])).ToList();
        var same = originals.Zip(variants).ToList();
        report.Row("logos", "closest-in-luma", pairs.Min(pair => Distance(pair, analysis => analysis.PerceptualHash)), "bits");
        report.Row("logos", "closest-in-outline", pairs.Min(pair => Distance(pair, analysis => analysis.AlphaHash)), "bits");
        ReportRule("logos-luma-alone", analysis => analysis with { AlphaHash = null });
        ReportRule("logos-luma-and-outline", analysis => analysis);

        void ReportRule(string name, Func<AssetAnalysis, AssetAnalysis> seen)
        {
            bool IsAlike((AssetAnalysis A, AssetAnalysis B) pair) => Likeness.AreDuplicates(seen(pair.A), seen(pair.B));
            report.Row(name, "different-taken-for-same", 100.0 * pairs.Count(IsAlike) / pairs.Count, "%");
            report.Row(name, "same-taken-for-different", 100.0 * (Logos - same.Count(IsAlike)) / Logos, "%");
        }
    }

    private static int Distance((AssetAnalysis A, AssetAnalysis B) pair, Func<AssetAnalysis, PerceptualHash?> hash) =>
        hash(pair.A)!.Value.DistanceTo(hash(pair.B)!.Value);

    private static AssetAnalysis Analyse(ImageInspector inspector, string path)
    {
        var facts = ((ImageInspection.Accepted)inspector.Inspect(File.ReadAllBytes(path))).Facts;
        return new AssetAnalysis(
            facts.Width, facts.Height, facts.Sha256, facts.PerceptualHash, facts.AlphaHash, facts.Extension, facts.MediaType, new FileInfo(path).Length);
    }
}
