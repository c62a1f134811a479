using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Selection;

/// <summary>A language policy as it applies to the art of one type of one title.</summary>
/// <param name="Tiers">The tiers, first to last; none when the policy says nothing of the type.</param>
/// <param name="Strict">Whether art of no tier is forbidden, and not merely last.</param>
internal sealed record LanguageTiers(EquatableList<LanguageTier> Tiers, bool Strict)
{
    public static LanguageTiers Single { get; } = new([], Strict: false);

    /// <summary>The tier of a candidate, or null when the policy forbids it.</summary>
    public int? Of(Candidate candidate)
    {
        for (var tier = 0; tier < Tiers.Count; tier++)
        {
            if (Tiers[tier].Holds(candidate)) return tier;
        }

        return Strict ? null : Tiers.Count;
    }
}

/// <summary>One place in the order of languages.</summary>
internal abstract record LanguageTier
{
    public abstract bool Holds(Candidate candidate);

    /// <summary>Art with text in this language.</summary>
    public sealed record Spoken(LanguageTag Tag) : LanguageTier
    {
        public override bool Holds(Candidate candidate) => Tag.Covers(candidate);
    }

    /// <summary>Art without text.</summary>
    public sealed record Textless : LanguageTier
    {
        public override bool Holds(Candidate candidate) => candidate.Language is null;
    }

    /// <summary>The original language of a title of which nobody knows it: no art is in it.</summary>
    public sealed record Unknown : LanguageTier
    {
        public override bool Holds(Candidate candidate) => false;
    }
}
