using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;

namespace Metarr.Enrichment.Tests.Library;

/// <summary>Art for tests: offered by a provider, seen or not; good English posters unless told otherwise.</summary>
internal static class Art
{
    public static readonly DateTimeOffset Then = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Title Film { get; } = new(TitleId.Movie("603"), new ExternalIds(603));

    public static Candidate Offer(string id, AssetType type = AssetType.Poster, string provider = ProviderNames.Tmdb) =>
        new(type, provider, id, new Uri($"https://images.example/original/{id}.jpg"))
        {
            StatedWidth = 2000, StatedHeight = 3000, Language = "en", VoteAverage = 5, VoteCount = 10,
        };

    public static Candidate Rated(string id, double average, int count = 10) => Offer(id) with { VoteAverage = average, VoteCount = count };

    public static Candidate Sized(this Candidate candidate, int? width, int? height) =>
        candidate with { StatedWidth = width, StatedHeight = height };

    public static Candidate In(this Candidate candidate, string? language, string? region = null) =>
        candidate with { Language = language, Region = region };

    /// <summary>The candidate after its bytes were looked at: of the stated size, and like no other unless told.</summary>
    public static CandidateRecord Seen(this Candidate candidate) => new(candidate)
    {
        Analysis = Bytes(candidate.ProviderAssetId, candidate.StatedWidth ?? 2000, candidate.StatedHeight ?? 3000),
    };

    /// <summary>The candidate after its bytes were looked at, when it looks like this.</summary>
    public static CandidateRecord Seen(this Candidate candidate, ulong look) => candidate.Seen().Analysed(
        analysis => analysis with { PerceptualHash = new PerceptualHash(look) });

    public static CandidateRecord Analysed(this CandidateRecord record, Func<AssetAnalysis, AssetAnalysis> change) =>
        record with { Analysis = change(record.Analysis!) };

    public static CandidateRecord Failed(this Candidate candidate, CandidateFailureKind kind = CandidateFailureKind.NotAnImage) =>
        new(candidate) { Failure = new CandidateFailure(kind, "It would not do.", Then) };

    /// <summary>The analysis of a file that is known by a name: another name, other bytes and other looks.</summary>
    public static AssetAnalysis Bytes(string name, int width = 2000, int height = 3000) => new(
        width, height, Sha256Hash.Of(Encoding.UTF8.GetBytes(name)), new PerceptualHash(LookOf(name)), null, "jpg", "image/jpeg", 500_000);

    public static IEnumerable<string> Ids(this IEnumerable<CandidateRecord> records) => records.Select(record => record.Candidate.ProviderAssetId);

    private static ulong LookOf(string name) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes("look of " + name)));
}
