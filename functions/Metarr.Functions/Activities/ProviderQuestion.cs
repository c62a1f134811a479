using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;

namespace Metarr.Functions.Activities;

/// <summary>What providers are asked about a title.</summary>
internal static class ProviderQuestion
{
    /// <summary>The question about a title.</summary>
    /// <param name="id">The title.</param>
    /// <param name="ids">What is known of its ids.</param>
    /// <param name="settings">The library's languages and country.</param>
    public static ProviderRequest About(TitleId id, ExternalIds ids, EnrichmentSettings settings)
    {
        var preferred = LanguageTag.Parse(settings.PreferredLanguage).Language;
        var imageLanguages = settings.ImageLanguages.Prepend(preferred).Distinct().ToEquatableList();
        return new ProviderRequest(id.Kind, ids, settings.PreferredLanguage, imageLanguages, settings.Country);
    }
}
