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
        var chosen = Contender.Settled(type, known);
        var duplicates = new Dictionary<string, string>();
        foreach (var contender in Contender.Ranked(type, known, originalLanguage, settings))
        {
            if (contender.Record.Analysis is not { } analysis) continue;
            var same = chosen.Find(other => Likeness.AreDuplicates(other.Analysis!, analysis));
            if (same is not null) duplicates[contender.Record.Candidate.Key] = same.Candidate.Key;
            else if (chosen.Count < limit) chosen.Add(Scored(contender.Record, settings.Scoring));
        }

        return new TypeSelection(type, chosen, duplicates);
    }

    private static CandidateRecord Scored(CandidateRecord record, ScoringSettings scoring) =>
        record with { Score = AssetScorer.Score(record.Candidate, record.Analysis, scoring) };
}
