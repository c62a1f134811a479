using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Shows in the candidates what their title's choices say of them.</summary>
/// <remarks>
/// Runs write candidates without asking whether someone else did, so no decision lives in a candidate's row: it is read from the
/// choices, which change only together with the title's own row and its version.
/// </remarks>
internal static class Decisions
{
    /// <summary>A candidate as it is stored: what is found out about it, and nothing that was decided.</summary>
    public static CandidateRecord Stored(CandidateRecord record) => record.Decision is CandidateDecision.Duplicate
        ? record with { SelectedBy = null, Rank = null }
        : record with { Decision = CandidateDecision.None, SelectedBy = null, Rank = null, DuplicateOf = null, DecidedAt = null };

    /// <summary>Candidates as they are read.</summary>
    public static List<CandidateRecord> Shown(
        IEnumerable<CandidateRecord> stored,
        IReadOnlyCollection<TypeChoice> choices,
        IReadOnlyCollection<PastChoice> past,
        IReadOnlyCollection<CachedAsset> cached)
    {
        var places = choices
            .SelectMany(choice => choice.Art.Select((art, index) => (choice, art, index)))
            .ToDictionary(place => (place.choice.Type, place.art.Key));
        var ends = past
            .SelectMany(ended => ended.Choice.Art.Select(art => (ended, art)))
            .GroupBy(pair => (pair.ended.Choice.Type, pair.art.Key))
            .ToDictionary(group => group.Key, group => group.Max(pair => pair.ended.EndedAt));
        var files = cached.ToDictionary(file => (file.Type, file.Analysis.Sha256));
        return [.. stored.Select(Show)];

        CandidateRecord Show(CandidateRecord record)
        {
            var name = (record.Candidate.Type, record.Candidate.Key);
            if (places.TryGetValue(name, out var place))
            {
                return record with
                {
                    Decision = CandidateDecision.Selected,
                    SelectedBy = place.choice.By,
                    Rank = place.index + 1,
                    DuplicateOf = null,
                    DecidedAt = place.choice.At,
                    Analysis = files.GetValueOrDefault((place.choice.Type, place.art.Sha256))?.Analysis ?? record.Analysis,
                };
            }

            return ends.TryGetValue(name, out var end)
                ? record with { Decision = CandidateDecision.Retired, DuplicateOf = null, DecidedAt = end }
                : record;
        }
    }
}
