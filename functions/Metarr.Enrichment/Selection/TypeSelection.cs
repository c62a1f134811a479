using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Selection;

/// <summary>The outcome of choosing for one asset type.</summary>
/// <param name="Type">The type.</param>
/// <param name="Chosen">What a person uploaded, then the best unique candidates, best first, up to the type's limit.</param>
/// <param name="Duplicates">For the key of each candidate that looks like a chosen one, the key of that one.</param>
public sealed record TypeSelection(
    AssetType Type, IReadOnlyList<CandidateRecord> Chosen, IReadOnlyDictionary<string, string> Duplicates)
{
    internal static TypeSelection Empty(AssetType type) => new(type, [], new Dictionary<string, string>());
}
