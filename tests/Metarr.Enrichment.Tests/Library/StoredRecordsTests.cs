using System.Text.Json;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Selection;

namespace Metarr.Enrichment.Tests.Library;

/// <summary>What is stored comes back as it was; the options are those of the web, with and without nulls.</summary>
public sealed class StoredRecordsTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly JsonSerializerOptions WithoutNulls = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly TitleMetadata Metadata = new()
    {
        Title = "Ghost Harbour", OriginalTitle = "Geisterhafen", OriginalLanguage = "de", Plot = "A \"quiet\" harbour.", Outline = "Quiet.",
        Tagline = "Hush.", ImdbRating = 7.4, ImdbVotes = 12_345, RottenTomatoesScore = 88, MetacriticScore = 71, TmdbRating = 7.1, TmdbVotes = 321,
        ReleaseDate = new DateOnly(2019, 2, 28), Runtime = 101, ContentRating = "PG-13", Collection = "Harbours", Genres = ["Drama", "Mystery"],
        Directors = ["Ä. Ö."], Writers = ["B", "C"], Studios = ["D"], Keywords = ["fog"],
    };

    [Fact]
    public void Metadata_come_back() => AssertComesBack(Metadata);

    [Fact]
    public void Empty_metadata_come_back() => AssertComesBack(TitleMetadata.Empty);

    [Fact]
    public void A_candidate_that_was_looked_at_and_selected_comes_back() => AssertComesBack(
        new CandidateRecord(Art.Offer("/a b.jpg", AssetType.ActorThumb).In("pt", "BR") with
        {
            PreviewUrl = new Uri("https://images.example/w342/a%20b.jpg"), VoteAverage = 5.318, Season = 0, DiscType = "bluray",
        })
        {
            Analysis = Art.Bytes("a") with { AlphaHash = new PerceptualHash(ulong.MaxValue), Bytes = long.MaxValue },
            Score = new AssetScore(30, 20, 12, 14.96, 10, 86.96, SizeIsAssumed: true),
            Decision = CandidateDecision.Selected,
            SelectedBy = SelectedBy.User,
            Rank = 1,
            DecidedAt = Art.Then,
        });

    [Fact]
    public void A_duplicate_comes_back() => AssertComesBack(
        Art.Offer("a").Seen() with { Decision = CandidateDecision.Duplicate, DuplicateOf = Art.Offer("b").Key, Withdrawn = true });

    [Fact]
    public void A_candidate_of_which_hardly_anything_is_known_comes_back() =>
        AssertComesBack(new CandidateRecord(Art.Offer("a").Sized(null, null).In(null)));

    [Fact]
    public void A_failure_of_every_kind_comes_back()
    {
        foreach (var kind in Enum.GetValues<CandidateFailureKind>()) AssertComesBack(Art.Offer("a").Failed(kind));
    }

    [Fact]
    public void A_title_comes_back()
    {
        var title = Art.Film with
        {
            ExternalIds = new ExternalIds(603, "tt0133093", 7),
            Metadata = Metadata,
            Sources = new Dictionary<string, string> { ["title"] = "tmdb", ["plot"] = "user" },
            LockedFields = ["plot"],
            LockedTypes = [AssetType.Poster, AssetType.ActorThumb],
            Monitored = false,
            Status = TitleStatus.Enriched,
            RegisteredAt = Art.Then,
            EnrichedAt = Art.Then.AddMinutes(1),
            Partial = true,
            RateLimitedProviders = ["omdb"],
            Completeness = CompletenessReport.Of(Metadata),
        };

        foreach (var options in new[] { Web, WithoutNulls })
        {
            var read = Read(title, options);
            Assert.Equal(title.Sources, read.Sources);
            Assert.Equal(title, read with { Sources = title.Sources });
        }
    }

    [Fact]
    public void A_title_as_registered_comes_back()
    {
        var read = Read(Art.Film, WithoutNulls);

        Assert.Empty(read.Sources);
        Assert.Equal(Art.Film, read with { Sources = Art.Film.Sources });
    }

    [Fact]
    public void Settings_come_back()
    {
        var settings = EnrichmentSettings.Default with
        {
            AutoSelectAssets = true, PreferredLanguage = "pt-BR", Country = "BR", AnalysisMode = AnalysisMode.All, FreshDays = 3,
            AssetLimits = new Dictionary<AssetType, int> { [AssetType.ActorThumb] = 0, [AssetType.Poster] = 5 },
            Languages = new LanguagePolicy
            {
                Order = new Dictionary<AssetType, EquatableList<string>> { [AssetType.Poster] = ["pt-BR", "original", "none"] },
                Strict = [AssetType.Poster],
            },
        };

        var read = Read(settings, WithoutNulls);

        Assert.Equal(settings.AssetLimits, read.AssetLimits);
        Assert.Equal(settings.Languages.Order, read.Languages.Order);
        Assert.Equal(settings.Languages.Strict, read.Languages.Strict);
        Assert.Equal(SettingsMarks.Of(settings), SettingsMarks.Of(read));
        Assert.Equal(settings, read with { AssetLimits = settings.AssetLimits, Languages = settings.Languages });
    }

    [Fact]
    public void Settings_of_an_older_version_get_the_defaults_of_what_they_lack()
    {
        var read = JsonSerializer.Deserialize<EnrichmentSettings>("""{"freshDays":3}""", Web)!;

        Assert.Equal(EnrichmentSettings.Default with { FreshDays = 3 }, read);
    }

    [Fact]
    public void What_follows_from_a_record_is_not_stored_with_it()
    {
        var json = JsonSerializer.Serialize(Art.Offer("a").Failed(), Web);

        Assert.DoesNotContain("\"key\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("isEligible", json, StringComparison.Ordinal);
        Assert.DoesNotContain("isPassing", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"year\"", JsonSerializer.Serialize(Art.Film, Web), StringComparison.Ordinal);
    }

    private static void AssertComesBack<T>(T value)
    {
        Assert.Equal(value, Read(value, Web));
        Assert.Equal(value, Read(value, WithoutNulls));
    }

    private static T Read<T>(T value, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, options), options)!;
}
