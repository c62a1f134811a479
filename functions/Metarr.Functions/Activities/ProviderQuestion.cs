using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Selection;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Activities;

/// <summary>What providers are asked about a title.</summary>
internal static class ProviderQuestion
{
    /// <summary>The question about a title.</summary>
    /// <remarks>
    /// Art is asked for in every language that may choose it: those of the library, those that a policy names, and the title's own.
    /// </remarks>
    /// <param name="title">The title.</param>
    /// <param name="fetches">What its providers have told.</param>
    /// <param name="settings">The library's languages and country.</param>
    public static ProviderRequest About(Title title, IReadOnlyCollection<ProviderFetch> fetches, EnrichmentSettings settings)
    {
        var named = settings.Languages.Order.Values.SelectMany(order => order).Where(LanguagePolicy.IsTag);
        var original = fetches.Select(fetch => fetch.Metadata.OriginalLanguage).Prepend(title.Metadata.OriginalLanguage).OfType<string>();
        var languages = new[] { settings.PreferredLanguage }
            .Concat(settings.ImageLanguages)
            .Concat(named)
            .Concat(original.Where(LanguagePolicy.IsTag))
            .Select(language => LanguageTag.Parse(language).Language)
            .Distinct()
            .ToEquatableList();
        return new ProviderRequest(title.Id.Kind, TitleSnapshot.KnownIds(title, fetches), settings.PreferredLanguage, languages, settings.Country);
    }
}
