using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Fanart;
using Metarr.Enrichment.Providers.Omdb;
using Metarr.Enrichment.Providers.Tmdb;
using Metarr.Enrichment.Providers.Tvdb;
using Metarr.Enrichment.Tests.Providers.Calls;

namespace Metarr.Enrichment.Tests.Providers;

public sealed class SharedQuestionTests
{
    private const string Secret = "s3cr3t";

    private static readonly OwnGate Quota = new(TimeProvider.System);

    private static readonly ProviderHttp Http =
        new(CallTransport.CreateClient(), Quota, new OwnBreaker(TimeProvider.System), TimeProvider.System);

    private static readonly ProviderRequest Known =
        new(TitleKind.Movie, new ExternalIds(603, "tt0133093", 169), "pt-BR", ["pt", "en"], "BR");

    public static TheoryData<IMetadataProvider> All =>
    [
        new TmdbClient(new TmdbOptions { ApiKey = Secret }, Http),
        new TvdbClient(new TvdbOptions { ApiKey = Secret, Pin = Secret }, Http, TimeProvider.System),
        new FanartClient(new FanartOptions { ApiKey = Secret, ClientKey = Secret }, Http),
        new OmdbClient(new OmdbOptions { ApiKey = Secret }, Http, Quota, TimeProvider.System),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void A_question_holds_no_key_and_is_another_for_another_film(IMetadataProvider provider)
    {
        var question = provider.SharedQuestion(Known);

        Assert.NotNull(question);
        Assert.DoesNotContain(Secret, question, StringComparison.Ordinal);
        Assert.NotEqual(question, provider.SharedQuestion(Known with { Ids = new ExternalIds(604, "tt0234215", 170) }));
        Assert.Null(provider.SharedQuestion(Known with { Ids = new ExternalIds() }));
    }

    [Fact]
    public void Only_of_TMDB_languages_are_part_of_the_question()
    {
        var changed = All.Select(row => row.Data)
            .Where(provider => provider.SharedQuestion(Known) != provider.SharedQuestion(Known with { Language = "de" }));

        Assert.Equal(["tmdb"], changed.Select(provider => provider.Name));
    }

    [Fact]
    public void Holders_of_a_personal_key_of_Fanart_share_among_themselves()
    {
        static string? Question(string? key) => new FanartClient(new FanartOptions { ApiKey = Secret, ClientKey = key }, Http).SharedQuestion(Known);

        Assert.Equal(Question("one"), Question("other"));
        Assert.NotEqual(Question("one"), Question(null));
    }
}
