using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>Finds the text in the right language among the translations. Pure.</summary>
/// <param name="translations">The translations; null when the body has none.</param>
/// <param name="preferred">The library's language.</param>
internal sealed class TvdbTexts(TvdbTranslations? translations, LanguageTag preferred)
{
    private static readonly IReadOnlyList<string> EnglishCodes = TvdbLanguages.Codes(new LanguageTag("en", null));

    private readonly IReadOnlyList<TvdbTranslation> all =
        [.. translations?.NameTranslations ?? [], .. translations?.OverviewTranslations ?? []];

    /// <summary>A text in the library's language, from its own region when there is one.</summary>
    /// <param name="text">Which text.</param>
    public string? Preferred(Func<TvdbTranslation, string?> text) => In(TvdbLanguages.Codes(preferred), text);

    /// <summary>A text in English.</summary>
    /// <param name="text">Which text.</param>
    public string? English(Func<TvdbTranslation, string?> text) => In(EnglishCodes, text);

    private string? In(IReadOnlyList<string> codes, Func<TvdbTranslation, string?> text) =>
        codes.SelectMany(code => all.Where(
                translation => !translation.IsAlias && string.Equals(translation.Language, code, StringComparison.OrdinalIgnoreCase)))
            .Select(text)
            .FirstOrDefault(found => found is not null);
}
