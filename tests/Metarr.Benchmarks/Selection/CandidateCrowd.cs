using System.Globalization;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;

namespace Metarr.Benchmarks.Selection;

/// <summary>A title with as many analysed candidates as is asked, a tenth of them near-duplicates; the same for the same number.</summary>
internal static class CandidateCrowd
{
    private static readonly AssetType[] Types = [AssetType.Poster, AssetType.Poster, AssetType.Fanart, AssetType.Fanart, AssetType.ClearLogo];
    private static readonly string?[] Languages = ["en", "en", "de", "fr", "ja", null];
    private static readonly (int Width, int Height)[] Sizes = [(2000, 3000), (1000, 1500), (1400, 2100), (1920, 1080), (3840, 2160), (800, 310)];

    public static IReadOnlyList<CandidateRecord> Of(int count)
    {
        var random = new Random(count);
        var look = 0UL;
        var records = new List<CandidateRecord>(count);
        for (var i = 0; i < count; i++)
        {
            look = random.Next(10) == 0 ? look ^ (1UL << random.Next(64)) : (ulong)random.NextInt64() ^ ((ulong)random.Next() << 33);
            var (width, height) = Sizes[random.Next(Sizes.Length)];
            var id = string.Create(CultureInfo.InvariantCulture, $"/{i}.jpg");
            var candidate = new Candidate(Types[random.Next(Types.Length)], ProviderNames.Tmdb, id, new Uri($"https://image.tmdb.org/t/p/original{id}"))
            {
                StatedWidth = width,
                StatedHeight = height,
                Language = Languages[random.Next(Languages.Length)],
                VoteAverage = random.Next(100) / 10.0,
                VoteCount = random.Next(500),
            };
            var sha = Sha256Hash.Of(BitConverter.GetBytes(i));
            records.Add(new CandidateRecord(candidate)
            {
                Analysis = new AssetAnalysis(width, height, sha, new PerceptualHash(look), null, "jpg", "image/jpeg", 100_000 + random.Next(900_000)),
            });
        }

        return records;
    }
}
