using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;

namespace Metarr.Enrichment.Selection;

/// <summary>Chooses the best unique candidates of a type.</summary>
/// <remarks>
/// Takes the best, strikes out all that look like it, and goes on with the rest until the type's limit is reached. Only analysed
/// candidates are taken: nobody is chosen unseen. What a person uploaded and has selected stays in front, and is all that stays of a
/// type whose limit is 0.
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
        IEnumerable<AssetType> types, IEnumerable<CandidateRecord> candidates, string? originalLanguage, SelectionSettings settings) =>
        [.. Contest.Of(types, candidates, originalLanguage, settings).Select(contest => Decide(contest, settings.Scoring))];

    /// <summary>Chooses for one type.</summary>
    /// <param name="type">The asset type.</param>
    /// <param name="candidates">The title's candidates; those of other types are passed over.</param>
    /// <param name="originalLanguage">The language the title was made in, when known.</param>
    /// <param name="settings">Limits, scoring, language policy.</param>
    /// <returns>What was chosen, and what duplicates it.</returns>
    public static TypeSelection Select(
        AssetType type, IEnumerable<CandidateRecord> candidates, string? originalLanguage, SelectionSettings settings) =>
        SelectAll([type], candidates, originalLanguage, settings)[0];

    /// <summary>Goes through the contenders once for each place, without sorting them: there are few places and may be many contenders.</summary>
    private static TypeSelection Decide(Contest contest, ScoringSettings scoring)
    {
        var left = contest.Contenders;
        left.RemoveAll(contender => !contender.IsAnalysed);
        var chosen = new List<CandidateRecord>();
        var duplicates = new Dictionary<string, string>();
        foreach (var upload in contest.Settled) Choose(upload, upload.Record);
        while (chosen.Count < contest.Limit && left.Count > 0)
        {
            var best = Best(left);
            Choose(best, Scored(best.Record, scoring));
        }

        return new TypeSelection(contest.Type, chosen, duplicates);

        void Choose(Contender winner, CandidateRecord record)
        {
            chosen.Add(record);
            var key = record.Candidate.Key;
            left.RemoveAll(other =>
            {
                if (!other.IsDuplicateOf(winner)) return false;
                if (other.Record.Candidate.Key != key) duplicates[other.Record.Candidate.Key] = key;
                return true;
            });
        }
    }

    private static Contender Best(List<Contender> contenders)
    {
        var best = contenders[0];
        foreach (var contender in contenders)
        {
            if (CandidateOrder.BestFirst.Compare(contender, best) < 0) best = contender;
        }

        return best;
    }

    private static CandidateRecord Scored(CandidateRecord record, ScoringSettings scoring) =>
        record with { Score = AssetScorer.Score(record.Candidate, record.Analysis, scoring) };
}
