using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Selection;

/// <summary>What competes for the places of one asset type, and what holds some of them already.</summary>
/// <param name="type">The asset type.</param>
/// <param name="limit">How many places there are.</param>
/// <param name="tiers">The language policy for the type.</param>
internal sealed class Contest(AssetType type, int limit, LanguageTiers tiers)
{
    /// <summary>The asset type.</summary>
    public AssetType Type => type;

    /// <summary>How many places there are.</summary>
    public int Limit => limit;

    /// <summary>What competes, in the order in which it was given; nothing where there are no places.</summary>
    public List<Contender> Contenders { get; } = [];

    /// <summary>What a person uploaded and has selected, in the person's order: it holds its place before all that compete.</summary>
    public List<Contender> Settled { get; } = [];

    /// <summary>One contest for each type, filled in one walk through the candidates.</summary>
    /// <param name="types">The asset types.</param>
    /// <param name="candidates">Candidates of any type; those of other types are passed over.</param>
    /// <param name="originalLanguage">The language the title was made in, when known.</param>
    /// <param name="settings">Limits, scoring, language policy.</param>
    public static IReadOnlyList<Contest> Of(
        IEnumerable<AssetType> types, IEnumerable<CandidateRecord> candidates, string? originalLanguage, SelectionSettings settings)
    {
        var contests = types.Select(type => new Contest(type, settings.Limit(type), settings.Languages.For(type, originalLanguage))).ToList();
        var byType = contests.ToDictionary(contest => contest.Type);
        foreach (var record in candidates)
        {
            if (byType.TryGetValue(record.Candidate.Type, out var contest)) contest.Enter(record, settings);
        }

        foreach (var contest in contests) contest.Settled.Sort((x, y) => Nullable.Compare(x.Record.Rank, y.Record.Rank));
        return contests;
    }

    private void Enter(CandidateRecord record, SelectionSettings settings)
    {
        if (record is { Candidate.IsUpload: true, Decision: CandidateDecision.Selected, Analysis: not null }) Settled.Add(Contender.Settled(record));
        else if (limit > 0 && Contender.Of(record, tiers, settings.Scoring) is { } contender) Contenders.Add(contender);
    }
}
