using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Selection;

/// <summary>Which languages come first, per asset type, before the score is asked.</summary>
/// <remarks>The default is one tier for all art, which is the plain order by score.</remarks>
public sealed record LanguagePolicy
{
    /// <summary>Stands for the language the title was made in.</summary>
    public const string Original = "original";

    /// <summary>Stands for textless art.</summary>
    public const string None = "none";

    /// <summary>One tier for all art: the score alone decides.</summary>
    public static LanguagePolicy ByScore { get; } = new();

    /// <summary>For each type the languages in order: tags such as <c>de</c> or <c>pt-BR</c>, <c>original</c>, <c>none</c>.</summary>
    public IReadOnlyDictionary<AssetType, EquatableList<string>> Order { get; init; } =
        new Dictionary<AssetType, EquatableList<string>>();

    /// <summary>Types for which art outside the order is never selected: none rather than wrong.</summary>
    public EquatableList<AssetType> Strict { get; init; } = [];

    /// <summary>Whether a text can stand in an order of languages.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True for two letters, with a region if one is meant (<c>pt-BR</c>), for <c>original</c> and <c>none</c>.</returns>
    public static bool IsEntry(string? text) => text is Original or None || IsTag(text);

    /// <summary>Whether a text is a language: two letters, with a region if one is meant.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True for <c>de</c>, <c>pt-BR</c>.</returns>
    public static bool IsTag(string? text) =>
        text?.Split('-') is { Length: <= 2 } parts && parts.All(part => part.Length == 2 && part.All(char.IsAsciiLetter));

    /// <summary>The tier of a candidate; lower comes first.</summary>
    /// <param name="candidate">The art.</param>
    /// <param name="originalLanguage">The language the title was made in, when known.</param>
    /// <returns>The tier, or null when the policy forbids the art.</returns>
    public int? Tier(Candidate candidate, string? originalLanguage) => For(candidate.Type, originalLanguage).Of(candidate);

    /// <summary>The tiers of one type for one title, read once for all its candidates.</summary>
    internal LanguageTiers For(AssetType type, string? originalLanguage) => Order.TryGetValue(type, out var order) && order.Count > 0
        ? new LanguageTiers([.. order.Select(entry => Meant(entry, originalLanguage))], Strict.Contains(type))
        : LanguageTiers.Single;

    private static LanguageTier Meant(string entry, string? originalLanguage) => entry.ToLowerInvariant() switch
    {
        None => new LanguageTier.Textless(),
        Original when originalLanguage is null => new LanguageTier.Unknown(),
        Original => new LanguageTier.Spoken(LanguageTag.Parse(originalLanguage)),
        _ => new LanguageTier.Spoken(LanguageTag.Parse(entry)),
    };
}
