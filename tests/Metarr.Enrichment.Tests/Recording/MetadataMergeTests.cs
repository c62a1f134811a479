using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Recording;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Recording;

public sealed class MetadataMergeTests
{
    /// <summary>Every field filled, with values that name the provider where they can.</summary>
    private static TitleMetadata All(string name, int number) => new()
    {
        Title = name, OriginalTitle = name, OriginalLanguage = name, Plot = name, Outline = name, Tagline = name,
        ImdbRating = number, ImdbVotes = number, RottenTomatoesScore = number, MetacriticScore = number,
        TmdbRating = number, TmdbVotes = number, ReleaseDate = new DateOnly(2000 + number, 1, 1), Runtime = number,
        ContentRating = name, Collection = name, Genres = [name], Directors = [name], Writers = [name], Studios = [name], Keywords = [name], Countries = [name],
    };

    private static readonly Dictionary<string, TitleMetadata> Everyone = new()
    {
        [ProviderNames.Fanart] = All("fanart", 1),
        [ProviderNames.Omdb] = All("omdb", 2),
        [ProviderNames.Tmdb] = All("tmdb", 3),
        [ProviderNames.Tvdb] = All("tvdb", 4),
    };

    public static TheoryData<string> OmdbFields =>
        ["imdb_rating", "imdb_votes", "rotten_tomatoes_score", "metacritic_score", "outline", "content_rating"];

    public static TheoryData<string> OtherFields => new(
        TitleField.All.Select(known => known.Name).Except(OmdbFields.Select(row => row.Data)));

    [Theory]
    [MemberData(nameof(OmdbFields))]
    public void Ratings_outline_and_content_rating_come_from_OMDb_and_then_from_TMDB(string field)
    {
        foreach (var kind in Enum.GetValues<TitleKind>())
        {
            Assert.Equal(ProviderNames.Omdb, Source(kind, field, Everyone));
            Assert.Equal(ProviderNames.Tmdb, Source(kind, field, Without(ProviderNames.Omdb)));
        }
    }

    [Theory]
    [MemberData(nameof(OtherFields))]
    public void All_else_of_a_movie_comes_from_TMDB_and_then_from_OMDb(string field)
    {
        Assert.Equal(ProviderNames.Tmdb, Source(TitleKind.Movie, field, Everyone));
        Assert.Equal(ProviderNames.Omdb, Source(TitleKind.Movie, field, Without(ProviderNames.Tmdb)));
    }

    [Theory]
    [MemberData(nameof(OtherFields))]
    public void All_else_of_television_comes_from_TheTVDB_and_then_from_TMDB(string field)
    {
        foreach (var kind in new[] { TitleKind.Series, TitleKind.Season, TitleKind.Episode })
        {
            Assert.Equal(ProviderNames.Tvdb, Source(kind, field, Everyone));
            Assert.Equal(ProviderNames.Tmdb, Source(kind, field, Without(ProviderNames.Tvdb)));
        }
    }

    [Fact]
    public void The_winners_values_and_names_go_together()
    {
        var merged = MetadataMerge.Apply(Art.Film, Everyone);

        foreach (var field in TitleField.All)
        {
            var winner = Everyone[merged.Sources[field.Name]];
            Assert.Equal(field.Copy(TitleMetadata.Empty, winner), field.Copy(TitleMetadata.Empty, merged.Metadata));
        }

        Assert.Equal(100, merged.Completeness.Percent);
    }

    [Fact]
    public void A_provider_that_no_order_names_fills_what_the_others_leave_empty()
    {
        var answers = new Dictionary<string, TitleMetadata>
        {
            ["sixth"] = All("sixth", 6), ["fifth"] = All("fifth", 5), [ProviderNames.Fanart] = new() { Title = "By Fanart.tv" },
        };

        var merged = MetadataMerge.Apply(Art.Film, answers);

        Assert.Equal("By Fanart.tv", merged.Metadata.Title);
        Assert.Equal("fifth", merged.Metadata.Plot);
        Assert.Equal("fifth", merged.Sources["plot"]);
    }

    [Theory]
    [InlineData(TitleKind.Movie)]
    [InlineData(TitleKind.Series)]
    [InlineData(TitleKind.Season)]
    [InlineData(TitleKind.Episode)]
    public void A_locked_field_of_any_kind_of_title_is_never_touched(TitleKind kind)
    {
        var title = new Title(new TitleId(kind, "603"), new ExternalIds(603));
        foreach (var field in TitleField.All)
        {
            var mine = MetadataMerge.Register(title with { LockedFields = [field.Name] }, All("mine", 9));
            var merged = MetadataMerge.Apply(mine, Everyone);

            Assert.Equal(MetadataMerge.RegistrationSource, merged.Sources[field.Name]);
            Assert.Equal(field.Copy(merged.Metadata, mine.Metadata), merged.Metadata);
            Assert.Single(merged.Sources.Values, source => source == MetadataMerge.RegistrationSource);
        }
    }

    [Fact]
    public void A_locked_field_stays_empty_when_it_was_locked_empty() => Assert.Null(
        MetadataMerge.Apply(Art.Film with { LockedFields = ["tagline"] }, Everyone).Metadata.Tagline);

    [Fact]
    public void An_empty_answer_never_erases_a_value()
    {
        var full = MetadataMerge.Apply(Art.Film, Everyone);
        var blank = TitleMetadata.Empty with { Title = " ", Plot = "" };

        Assert.Equal(full, MetadataMerge.Apply(full, new Dictionary<string, TitleMetadata> { [ProviderNames.Tmdb] = blank }));
        Assert.Equal(full, MetadataMerge.Apply(full, new Dictionary<string, TitleMetadata>()));
    }

    [Fact]
    public void An_empty_answer_leaves_the_field_to_the_next_provider()
    {
        var answers = new Dictionary<string, TitleMetadata>
        {
            [ProviderNames.Tmdb] = All("tmdb", 3) with { Plot = " ", Directors = [] }, [ProviderNames.Omdb] = All("omdb", 2),
        };

        var merged = MetadataMerge.Apply(Art.Film, answers);

        Assert.Equal("omdb", merged.Metadata.Plot);
        Assert.Equal(["omdb"], merged.Metadata.Directors);
        Assert.Equal("tmdb", merged.Metadata.Title);
    }

    [Fact]
    public void Merging_the_same_answers_again_changes_nothing()
    {
        var once = MetadataMerge.Apply(Art.Film, Everyone);

        Assert.Equal(once, MetadataMerge.Apply(once, Everyone));
    }

    [Fact]
    public void The_given_title_is_left_as_it_was()
    {
        var title = MetadataMerge.Register(Art.Film, new TitleMetadata { Title = "As registered" });
        MetadataMerge.Apply(title, Everyone);

        Assert.Equal(MetadataMerge.RegistrationSource, Assert.Single(title.Sources).Value);
    }

    [Fact]
    public void What_was_registered_gives_way_to_the_providers()
    {
        var title = MetadataMerge.Register(Art.Film, new TitleMetadata { Title = "As registered", Tagline = "Mine" });
        Assert.Equal(["title", "tagline"], title.Sources.Keys);
        Assert.Equal(13, title.Completeness.MissingFields.Count);

        var merged = MetadataMerge.Apply(title, new Dictionary<string, TitleMetadata> { [ProviderNames.Tmdb] = new() { Title = "Told" } });

        Assert.Equal(("Told", "Mine"), (merged.Metadata.Title, merged.Metadata.Tagline));
        Assert.Equal((ProviderNames.Tmdb, MetadataMerge.RegistrationSource), (merged.Sources["title"], merged.Sources["tagline"]));
    }

    private static string Source(TitleKind kind, string field, Dictionary<string, TitleMetadata> answers) =>
        MetadataMerge.Apply(new Title(new TitleId(kind, "1"), new ExternalIds()), answers).Sources[field];

    private static Dictionary<string, TitleMetadata> Without(string provider) =>
        Everyone.Where(answer => answer.Key != provider).ToDictionary();
}
