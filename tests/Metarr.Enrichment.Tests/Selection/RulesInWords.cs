using System.Numerics;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Scoring;

namespace Metarr.Enrichment.Tests.Selection;

/// <summary>The rules of choosing once more, as slowly and plainly as they are written down, to hold the real thing against.</summary>
internal static class RulesInWords
{
    public static IEnumerable<string> Choose(AssetType type, IEnumerable<CandidateRecord> records, RandomCatalogue catalogue)
    {
        var settings = catalogue.Settings;
        var inOrder =
            from record in records
            let offer = record.Candidate
            where offer.Type == type && offer.Provider != ProviderNames.User && record.Failure is null && record.Analysis is not null
            where !record.Withdrawn || record.Decision is CandidateDecision.Selected
            where record.Analysis is { Width: > 0, Height: > 0 }
            let tier = settings.Languages.Tier(offer, catalogue.Title.Metadata.OriginalLanguage)
            where tier is not null
            let score = AssetScorer.Score(offer, record.Analysis, settings.Scoring).Total
            orderby tier, score descending, offer.VoteCount descending, record.Analysis!.Bytes, offer.ProviderAssetId
            select record;
        List<CandidateRecord> chosen = [.. records.Where(record => IsSettled(record, type)).OrderBy(record => record.Rank)];
        foreach (var record in inOrder)
        {
            if (chosen.Count < settings.Limit(type) && chosen.TrueForAll(other => !Alike(other.Analysis!, record.Analysis!))) chosen.Add(record);
        }

        return chosen.Select(record => record.Candidate.ProviderAssetId);
    }

    private static bool IsSettled(CandidateRecord record, AssetType type) =>
        record.Candidate.Type == type && record is { Candidate.Provider: ProviderNames.User, Decision: CandidateDecision.Selected };

    private static bool Alike(AssetAnalysis a, AssetAnalysis b)
    {
        if (a.Sha256 == b.Sha256) return true;
        if (a.PerceptualHash is null || b.PerceptualHash is null) return false;
        if (a.AlphaHash is null != b.AlphaHash is null) return false;
        return Bits(a.PerceptualHash?.Bits, b.PerceptualHash?.Bits) <= 6 && Bits(a.AlphaHash?.Bits, b.AlphaHash?.Bits) <= 6;
    }

    private static int Bits(ulong? a, ulong? b) => BitOperations.PopCount((a ?? 0) ^ (b ?? 0));
}
