namespace Metarr.Enrichment.Library;

/// <summary>A language, with a region where one is meant: <c>de</c>, <c>pt-BR</c>.</summary>
/// <param name="Language">Two letters, lower case (ISO 639-1).</param>
/// <param name="Region">Two letters, upper case (ISO 3166-1), or null for any region.</param>
public readonly record struct LanguageTag(string Language, string? Region)
{
    /// <summary>Reads a tag; case and the separator (<c>-</c> or <c>_</c>) do not matter.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The tag.</returns>
    public static LanguageTag Parse(string text)
    {
        var parts = text.Split('-', '_');
        return new LanguageTag(parts[0].ToLowerInvariant(), parts.Length > 1 ? parts[1].ToUpperInvariant() : null);
    }

    /// <summary>Whether art is in this language; a region is only held against art that states another one.</summary>
    /// <param name="candidate">The art.</param>
    /// <returns>True when it is.</returns>
    public bool Covers(Candidate candidate) =>
        candidate.Language == Language && (Region is null || candidate.Region is null || candidate.Region == Region);

    /// <inheritdoc/>
    public override string ToString() => Region is null ? Language : $"{Language}-{Region}";
}
