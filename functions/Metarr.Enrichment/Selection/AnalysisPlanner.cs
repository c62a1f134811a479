using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Selection;

/// <summary>How many candidates are looked at.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AnalysisMode>))]
public enum AnalysisMode
{
    /// <summary>In order of the best score they could still reach, until no other could enter the selection.</summary>
    BestFirst,

    /// <summary>Every one.</summary>
    All,
}

/// <summary>Says which candidates to look at next.</summary>
public static class AnalysisPlanner
{
    /// <summary>The candidates to download and analyse next.</summary>
    /// <param name="title">The title; its locked types need no looking at.</param>
    /// <param name="candidates">All its candidates, with what is known of each.</param>
    /// <param name="mode">Whether all are looked at or only those that can still win.</param>
    /// <param name="settings">How the selection is made.</param>
    /// <returns>The candidates, best first within each type; none when the selection can no longer change.</returns>
    public static IReadOnlyList<CandidateRecord> Next(
        Title title, IReadOnlyCollection<CandidateRecord> candidates, AnalysisMode mode, SelectionSettings settings)
    {
        var next = new List<CandidateRecord>();
        var types = AssetTypes.All.Where(type => !title.IsLocked(type));
        foreach (var contest in Contest.Of(types, candidates, title.Metadata.OriginalLanguage, settings))
        {
            var ranked = contest.Contenders;
            ranked.Sort(CandidateOrder.BestFirst);
            next.AddRange(mode is AnalysisMode.All ? Unseen(ranked) : CanStillEnter(ranked, contest.Settled, contest.Limit));
        }

        return next;
    }

    private static IEnumerable<CandidateRecord> Unseen(IEnumerable<Contender> ranked) =>
        ranked.Select(contender => contender.Record).Where(record => record.Analysis is null);

    /// <summary>
    /// Fills the places in the order of the best reachable score. A candidate not looked at yet holds the place it would take if it
    /// turned out unique; once all places are held by analysed ones, nobody behind them can enter.
    /// </summary>
    private static List<CandidateRecord> CanStillEnter(List<Contender> ranked, List<Contender> settled, int limit)
    {
        var unseen = new List<CandidateRecord>();
        var unique = settled.ConvertAll(upload => upload.Record.Analysis!);
        foreach (var record in ranked.Select(contender => contender.Record))
        {
            if (unseen.Count + unique.Count >= limit) break;
            if (record.Analysis is not { } analysis) unseen.Add(record);
            else if (!unique.Exists(other => Likeness.AreDuplicates(other, analysis))) unique.Add(analysis);
        }

        return unseen;
    }
}
