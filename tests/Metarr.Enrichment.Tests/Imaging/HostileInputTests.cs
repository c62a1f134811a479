using System.Diagnostics;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Imaging.Video;
using Metarr.Enrichment.Tests.Imaging.Making;

namespace Metarr.Enrichment.Tests.Imaging;

public class HostileInputTests
{
    private const int Inputs = 20_000;

    // Only what never ends takes this long, however busy the machine is; the benchmark of this name tells what is slow.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void No_input_throws_hangs_or_takes_memory_without_bound()
    {
        var inspector = new ImageInspector();
        var slowest = TimeSpan.Zero;
        var refusals = new Dictionary<ImageRefusal, int>();
        for (var number = 0; number < Inputs; number++)
        {
            var input = HostileInputs.Make(number);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            var inspection = inspector.Inspect(input);
            VideoInspector.Inspect(input);
            var elapsed = Stopwatch.GetElapsedTime(start);

            slowest = elapsed > slowest ? elapsed : slowest;
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000, $"Input {number} took too much memory.");
            if (inspection is not ImageInspection.Refused refused)
                continue;

            Assert.NotEmpty(refused.Reason);
            refusals[refused.Kind] = refusals.GetValueOrDefault(refused.Kind) + 1;
        }

        Assert.True(slowest < Patience, $"An input took {slowest}.");
        Assert.True(refusals.Count >= 5, string.Join(", ", refusals));
    }

    [Fact]
    public void A_scan_bomb_costs_no_more_than_its_first_scans()
    {
        // 8000x8000 pixels of one grey, coded again and again in scans of a few bytes a row. Who decodes more than the first of them
        // misses the table that the others name.
        var bomb = ScanBomb.Write(8000, 8000, scans: 90, isDecodable: false);

        Assert.IsType<ImageInspection.Accepted>(new ImageInspector().Inspect(bomb));
    }
}
