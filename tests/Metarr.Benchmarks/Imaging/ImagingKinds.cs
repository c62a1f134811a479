namespace Metarr.Benchmarks.Imaging;

/// <summary>Makes the files of every kind: photographic content with shapes and a title, in both samplings of chroma.</summary>
internal static class ImagingKinds
{
    private static readonly string[] Chromas = ["4:2:0", "4:4:4"];

    /// <summary>Makes the files.</summary>
    public static async Task<IReadOnlyList<ImagingKind>> MakeAsync(PictureFolder folder, SharpPeer peer, CancellationToken cancellationToken)
    {
        var poster = await MakeJpegsAsync("poster", 2000, 3000);
        var wide = await MakeJpegsAsync("4k", 3840, 2160);
        var small = await MakeJpegsAsync("1080p", 1920, 1080);
        var logos = await MakeLogosAsync();

        // Of ten images seven are baseline, two progressive and one is a logo.
        string[] mixed =
        [
            .. poster.Baseline, .. poster.Baseline, .. small.Baseline, wide.Baseline[0], poster.Progressive[0], small.Progressive[1], logos[0],
        ];
        return
        [
            new("jpeg-baseline-poster", 2.5, poster.Baseline, peer), new("jpeg-progressive-poster", 20, poster.Progressive, peer),
            new("jpeg-baseline-4k", 2.5, wide.Baseline, peer), new("jpeg-progressive-4k", 20, wide.Progressive, peer),
            new("jpeg-baseline-1080p", 3, small.Baseline, peer), new("png-logo", 8, logos, peer), new("mixed", 3, mixed, peer),
        ];

        async Task<(string[] Baseline, string[] Progressive)> MakeJpegsAsync(string name, int width, int height)
        {
            string PathOf(bool progressive, string chroma) => folder[$"{name}-{(progressive ? "p" : "b")}{chroma.Replace(":", "", StringComparison.Ordinal)}.jpg"];
            var outputs = from progressive in new[] { false, true }
                          from chroma in Chromas
                          select new PictureOutput(PathOf(progressive, chroma), "jpeg", Quality: 80, progressive, chroma);
            await peer.MakeAsync("photo", new PictureLook(width, width, height), outputs, cancellationToken);
            return ([.. Chromas.Select(c => PathOf(false, c))], [.. Chromas.Select(c => PathOf(true, c))]);
        }

        async Task<string[]> MakeLogosAsync()
        {
            var paths = Enumerable.Range(1, 4).Select(i => folder[$"logo-{i}.png"]).ToArray();
            foreach (var (i, path) in paths.Index())
                await peer.MakeAsync("logo", new PictureLook(i + 1, 800, 310, Grain: 2.5), [new PictureOutput(path, "png")], cancellationToken);

            return paths;
        }
    }
}
