namespace Metarr.Enrichment.Library;

/// <summary>A language, with a region where one is meant: <c>de</c>, <c>pt-BR</c>.</summary>
/// <param name="Language">Two letters, lower case (ISO 639-1).</param>
/// <param name="Region">Two letters, upper case (ISO 3166-1), or null for any region.</param>
public readonly record struct LanguageTag(string Language, string? Region)
{
    private const int RegionLength = 2;

    /// <summary>Reads a tag; case and the separator (<c>-</c> or <c>_</c>) do not matter.</summary>
    /// <remarks>Of a longer tag, such as <c>zh-Hant-TW</c>, only language and region count: providers state no more of their art.</remarks>
    /// <param name="text">The text.</param>
    /// <returns>The tag.</returns>
    public static LanguageTag Parse(string text)
    {
        var parts = text.Trim().Split('-', '_');
        var region = Array.Find(parts[1..], part => part.Length == RegionLength);
        return new LanguageTag(parts[0].ToLowerInvariant(), region?.ToUpperInvariant());
    }

    /// <summary>Whether art is in this language; a region is only held against art that states another one.</summary>
    /// <param name="candidate">The art.</param>
    /// <returns>True when it is.</returns>
    public bool Covers(Candidate candidate) =>
        candidate.Language == Language && (Region is null || candidate.Region is null || candidate.Region == Region);

    /// <inheritdoc/>
    public override string ToString() => Region is null ? Language : $"{Language}-{Region}";
}
