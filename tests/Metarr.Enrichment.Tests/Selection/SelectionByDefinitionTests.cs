using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Selection;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Selection;

/// <summary>The selector against the rules written out word for word: sort all, then walk from the best to the worst.</summary>
public sealed class SelectionByDefinitionTests
{
    private const int Catalogues = 1_000;

    [Fact]
    public void The_choice_is_that_of_a_walk_from_the_best_to_the_worst()
    {
        var duplicates = 0;
        for (var seed = 0; seed < Catalogues; seed++)
        {
            var catalogue = new RandomCatalogue(seed);
            CandidateRecord[] records = [.. catalogue.Records.Select(record => record.Analysis is null ? catalogue.LookAt(record) : record)];
            foreach (var type in AssetTypes.All)
            {
                var (chosen, rejected) = Walk(type, records, catalogue);
                var selection = catalogue.Select(type, records);
                Assert.Equal(chosen.Ids(), selection.Chosen.Ids());
                Assert.Equal(rejected, selection.Duplicates);
                duplicates += rejected.Count;
            }
        }

        Assert.True(duplicates > Catalogues, "Catalogues without duplicates prove little.");
    }

    private static (List<CandidateRecord> Chosen, Dictionary<string, string> Rejected) Walk(
        AssetType type, IEnumerable<CandidateRecord> records, RandomCatalogue catalogue)
    {
        var (chosen, rejected) = (new List<CandidateRecord>(), new Dictionary<string, string>());
        var limit = catalogue.Settings.Limit(type);
        chosen.AddRange(records.Where(record => IsSettled(record, type)).OrderBy(record => record.Rank));
        if (limit == 0) return (chosen, rejected);
        foreach (var record in Sorted(type, records, catalogue))
        {
            var original = chosen.Find(other => Likeness.AreDuplicates(other.Analysis!, record.Analysis!));
            if (original is not null) rejected[record.Candidate.Key] = original.Candidate.Key;
            else if (chosen.Count < limit) chosen.Add(record);
        }

        return (chosen, rejected);
    }

    private static IOrderedEnumerable<CandidateRecord> Sorted(
        AssetType type, IEnumerable<CandidateRecord> records, RandomCatalogue catalogue) => records
        .Where(record => record.Candidate.Type == type && record.Candidate.Provider != ProviderNames.User && record.IsEligible)
        .Where(record => record.Analysis is { Width: > 0, Height: > 0 } && Tier(record, catalogue) is not null)
        .OrderBy(record => Tier(record, catalogue))
        .ThenByDescending(record => AssetScorer.Score(record.Candidate, record.Analysis, catalogue.Settings.Scoring).Total)
        .ThenByDescending(record => record.Candidate.VoteCount)
        .ThenBy(record => record.Analysis!.Bytes)
        .ThenBy(record => record.Candidate.ProviderAssetId, StringComparer.Ordinal)
        .ThenBy(record => record.Candidate.Provider, StringComparer.Ordinal);

    private static bool IsSettled(CandidateRecord record, AssetType type) =>
        record.Candidate.Type == type && record is { Candidate.Provider: ProviderNames.User, Decision: CandidateDecision.Selected };

    private static int? Tier(CandidateRecord record, RandomCatalogue catalogue) =>
        catalogue.Settings.Languages.Tier(record.Candidate, catalogue.Title.Metadata.OriginalLanguage);
}
