using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;

namespace Metarr.Enrichment.Tests.Providers;

public sealed class FetchOrderTests
{
    private static readonly IMetadataProvider[] All =
    [
        new Known(ProviderNames.Omdb), new Known(ProviderNames.Tmdb) { StatesIds = true }, new Known(ProviderNames.Tvdb),
        new Known(ProviderNames.Fanart) { IsConfigured = false },
    ];

    [Fact]
    public void A_title_whose_ids_are_known_is_asked_about_everywhere_at_once() =>
        Assert.Equal([["omdb", "tmdb", "tvdb"]], FetchOrder.Waves(TitleKind.Movie, new ExternalIds(603, "tt0133093"), All));

    [Fact]
    public void Whoever_states_ids_comes_first_when_an_id_is_missing() =>
        Assert.Equal([["tmdb"], ["omdb", "tvdb"]], FetchOrder.Waves(TitleKind.Movie, new ExternalIds(603), All));

    [Fact]
    public void A_series_is_looked_up_by_the_id_of_TheTVDB_too() =>
        Assert.Equal([["tmdb"], ["omdb", "tvdb"]], FetchOrder.Waves(TitleKind.Series, new ExternalIds(1396, "tt0903747"), All));

    [Fact]
    public void Without_anyone_who_states_ids_the_others_are_asked_with_what_is_known() =>
        Assert.Equal([["omdb"]], FetchOrder.Waves(TitleKind.Movie, new ExternalIds(603), [All[0]]));

    [Fact]
    public void With_nobody_to_ask_there_is_no_wave() =>
        Assert.Empty(FetchOrder.Waves(TitleKind.Movie, new ExternalIds(603), [All[3]]));

    private sealed class Known(string name) : IMetadataProvider
    {
        public string Name => name;

        public bool IsConfigured { get; init; } = true;

        public bool StatesIds { get; init; }

        public bool Supports(TitleKind kind) => true;

        public Task<ProviderResult> FetchAsync(ProviderRequest request, ProviderContext context, CancellationToken cancellationToken) =>
            Task.FromResult<ProviderResult>(new ProviderResult.NotModified());

        public ProviderResult Read(ProviderRequest request, ReadOnlyMemory<byte> body) => new ProviderResult.NotModified();
    }
}
