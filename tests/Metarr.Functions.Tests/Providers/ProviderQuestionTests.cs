using Metarr.Enrichment.Library;
using Metarr.Enrichment.Selection;
using Metarr.Functions.Activities;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Tests.Providers;

public sealed class ProviderQuestionTests
{
    private static readonly Title Film = new(TitleId.Movie("603"), new ExternalIds(603));

    private static readonly EnrichmentSettings Settings = EnrichmentSettings.Default with
    {
        PreferredLanguage = "pt-BR",
        ImageLanguages = ["en", "de"],
        Languages = new LanguagePolicy
        {
            Order = new Dictionary<AssetType, EquatableList<string>>
            {
                [AssetType.Poster] = ["kn", "original", "none"], [AssetType.Banner] = ["tl-PH", "de"],
            },
        },
    };

    [Fact]
    public void Art_is_asked_for_in_the_languages_of_the_library_and_in_those_that_a_policy_names() =>
        Assert.Equal(["pt", "en", "de", "kn", "tl"], ProviderQuestion.About(Film, [], Settings).ImageLanguages);

    [Fact]
    public void Art_is_asked_for_in_the_language_that_the_film_was_made_in()
    {
        var film = Film with { Metadata = TitleMetadata.Empty with { OriginalLanguage = "mr" } };

        Assert.Equal("mr", ProviderQuestion.About(film, [], Settings).ImageLanguages[^1]);
    }

    [Fact]
    public void It_is_asked_for_before_the_first_run_has_ended_when_a_provider_has_told_the_language()
    {
        var told = new ProviderFetch("tmdb", ProviderOutcome.Fetched, DateTimeOffset.UnixEpoch)
        {
            Metadata = TitleMetadata.Empty with { OriginalLanguage = "mr" }, Ids = new ExternalIds(603, "tt0133093"),
        };

        var asked = ProviderQuestion.About(Film, [told], Settings);

        Assert.Equal("mr", asked.ImageLanguages[^1]);
        Assert.Equal("tt0133093", asked.Ids.ImdbId);
    }
}
