using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;

namespace Metarr.Enrichment.Selection;

/// <summary>Chooses the best unique candidates of a type.</summary>
/// <remarks>
/// Walks the candidates from the best to the worst and takes each that looks like none taken before, until the type's limit is
/// reached. Only analysed candidates are taken: nobody is chosen unseen. What a person uploaded and has selected stays in front.
/// </remarks>
public static class AssetSelector
{
    /// <summary>Chooses for several types, walking through the candidates once.</summary>
    /// <param name="types">The asset types.</param>
    /// <param name="candidates">The title's candidates.</param>
    /// <param name="originalLanguage">The language the title was made in, when known.</param>
    /// <param name="settings">Limits, scoring, language policy.</param>
    /// <returns>What was chosen of each type, in the order of the types.</returns>
    public static IReadOnlyList<TypeSelection> SelectAll(
        IEnumerable<AssetType> types, IEnumerable<CandidateRecord> candidates, string? originalLanguage, SelectionSettings settings)
    {
        var byType = candidates.ToLookup(record => record.Candidate.Type);
        return [.. types.Select(type => Select(type, byType[type], originalLanguage, settings))];
    }

    /// <summary>Chooses for one type.</summary>
    /// <param name="type">The asset type.</param>
    /// <param name="candidates">The title's candidates; those of other types are passed over.</param>
    /// <param name="originalLanguage">The language the title was made in, when known.</param>
    /// <param name="settings">Limits, scoring, language policy.</param>
    /// <returns>What was chosen, and what duplicates it.</returns>
    public static TypeSelection Select(
        AssetType type, IEnumerable<CandidateRecord> candidates, string? originalLanguage, SelectionSettings settings)
    {
        var limit = settings.Limit(type);
        if (limit == 0) return TypeSelection.Empty(type);
        var known = candidates as IReadOnlyList<CandidateRecord> ?? [.. candidates];
        var analysed = Contender.Of(type, known, originalLanguage, settings).FindAll(contender => contender.Record.Analysis is not null);
        var chosen = Contender.Settled(type, known);
        var best = new PriorityQueue<CandidateRecord, Contender>(
            analysed.Select(contender => (contender.Record, contender)), CandidateOrder.BestFirst);
        while (chosen.Count < limit && best.TryDequeue(out var record, out _))
        {
            if (Original(chosen, record) is null) chosen.Add(Scored(record, settings.Scoring));
        }

        return new TypeSelection(type, chosen, Duplicates(chosen, analysed));
    }

    /// <summary>For each that looks like a chosen one, the first such.</summary>
    /// <remarks>
    /// Whoever was passed over before the last place was taken looks like one taken before it, so that asking all at the end finds
    /// the same. It goes through the candidates as they lie in memory, and nothing but the winners is ever sorted.
    /// </remarks>
    private static Dictionary<string, string> Duplicates(List<CandidateRecord> chosen, List<Contender> analysed)
    {
        var keys = chosen.Select(record => record.Candidate.Key).ToHashSet();
        var duplicates = new Dictionary<string, string>();
        foreach (var (record, _, _) in analysed)
        {
            if (Original(chosen, record) is not { } original || keys.Contains(record.Candidate.Key)) continue;
            duplicates[record.Candidate.Key] = original.Candidate.Key;
        }

        return duplicates;
    }

    private static CandidateRecord? Original(List<CandidateRecord> chosen, CandidateRecord record)
    {
        foreach (var other in chosen)
        {
            if (Likeness.AreDuplicates(other.Analysis!, record.Analysis!)) return other;
        }

        return null;
    }

    private static CandidateRecord Scored(CandidateRecord record, ScoringSettings scoring) =>
        record with { Score = AssetScorer.Score(record.Candidate, record.Analysis, scoring) };
}
