using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Scoring;

public sealed class AssetScorerTests
{
    [Theory]
    [InlineData(AssetType.Poster, 1400, 2100, 21)]
    [InlineData(AssetType.Poster, 3000, 4500, 20)]
    [InlineData(AssetType.Poster, 2000, 3000, 30)]
    [InlineData(AssetType.Fanart, 1280, 720, 19.05)]
    [InlineData(AssetType.Fanart, 3840, 2160, 11.25)]
    public void Resolution_is_pixels_against_the_ideal(AssetType type, int width, int height, double points) =>
        Assert.Equal(points, Of(Art.Offer("a", type).Sized(width, height)).Resolution);

    [Theory]
    [InlineData(699, 29.96)]
    [InlineData(700, 21)]
    [InlineData(899, 26.97)]
    [InlineData(900, 30)]
    [InlineData(1100, 30)]
    [InlineData(1101, 26.97)]
    [InlineData(1500, 15)]
    [InlineData(1501, 29.98)]
    public void The_resolution_curve_jumps_where_it_is_printed(int height, double points) =>
        Assert.Equal(points, Of(Art.Offer("a", AssetType.DiscArt).Sized(1000, height)).Resolution);

    [Theory]
    [InlineData(2000, 3000, 20)]
    [InlineData(2040, 3000, 20)]
    [InlineData(2000, 2800, 7.14)]
    [InlineData(2200, 3000, 0)]
    [InlineData(3000, 2000, 0)]
    public void Aspect_falls_from_2_to_10_percent_off_the_ideal_shape(int width, int height, double points) =>
        Assert.Equal(points, Of(Art.Offer("a").Sized(width, height)).Aspect);

    [Theory]
    [InlineData("en", "en", null, 20)]
    [InlineData("de", "de", null, 20)]
    [InlineData("de", "en", null, 12)]
    [InlineData("de", null, null, 10)]
    [InlineData("de", "fr", null, 0)]
    [InlineData("en", "fr", null, 0)]
    [InlineData("pt-BR", "pt", "BR", 20)]
    [InlineData("pt-BR", "pt", null, 20)]
    [InlineData("pt-BR", "pt", "PT", 0)]
    [InlineData("pt", "pt", "PT", 20)]
    [InlineData("en-GB", "en", "US", 12)]
    public void Language_is_held_against_the_preferred_one(string preferred, string? language, string? region, double points)
    {
        var settings = ScoringSettings.Default with { PreferredLanguage = preferred };

        Assert.Equal(points, AssetScorer.Score(Art.Offer("a").In(language, region), null, settings).Language);
    }

    [Theory]
    [InlineData(ProviderNames.Tmdb, 8.5, 1000, 15.75)]
    [InlineData(ProviderNames.Tmdb, 0, 0, 0)]
    [InlineData(ProviderNames.Tmdb, 10, 10_000_000, 20)]
    [InlineData(ProviderNames.Fanart, 0, 50, 12.21)]
    [InlineData(ProviderNames.Fanart, 0, 0, 0)]
    [InlineData(ProviderNames.Fanart, 9.9, 0, 0)]
    public void Votes_count_by_average_and_number(string provider, double average, int count, double points) =>
        Assert.Equal(points, Of(Art.Offer("a", provider: provider) with { VoteAverage = average, VoteCount = count }).Votes);

    [Theory]
    [InlineData(ProviderNames.Tmdb, 10)]
    [InlineData(ProviderNames.Fanart, 9)]
    [InlineData(ProviderNames.Tvdb, 8)]
    [InlineData("a fifth", 5)]
    public void Providers_are_trusted_by_name(string provider, double points) =>
        Assert.Equal(points, Of(Art.Offer("a", provider: provider)).Provider);

    [Fact]
    public void The_worked_poster_scores_94_96() => Assert.Equal(
        new AssetScore(Resolution: 30, Aspect: 20, Language: 20, Votes: 14.96, Provider: 10, Total: 94.96),
        Of(Art.Rated("a", 8.2, 456)));

    [Fact]
    public void The_analysed_size_replaces_the_stated_one()
    {
        var score = AssetScorer.Score(Art.Offer("a").Sized(2000, 3000), Art.Bytes("a", 1400, 2100), ScoringSettings.Default);

        Assert.Equal(21, score.Resolution);
        Assert.False(score.SizeIsAssumed);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(2000, null)]
    [InlineData(null, 3000)]
    public void Art_without_a_stated_size_is_assumed_to_be_ideal_until_it_is_looked_at(int? width, int? height)
    {
        var unseen = Of(Art.Offer("a").Sized(width, height));
        var seen = AssetScorer.Score(Art.Offer("a").Sized(width, height), Art.Bytes("a", 1400, 2100), ScoringSettings.Default);

        Assert.Equal((30, 20, true), (unseen.Resolution, unseen.Aspect, unseen.SizeIsAssumed));
        Assert.Equal((21, 20, false), (seen.Resolution, seen.Aspect, seen.SizeIsAssumed));
    }

    [Theory]
    [InlineData(0, 3000)]
    [InlineData(2000, 0)]
    [InlineData(-1, -1)]
    public void Art_without_an_area_scores_nothing(int width, int height) =>
        Assert.Equal(AssetScore.Zero, Of(Art.Offer("a").Sized(width, height)));

    [Fact]
    public void Every_type_has_an_ideal_size_and_reaches_full_points_at_it()
    {
        foreach (var type in AssetTypes.All)
        {
            var ideal = ScoringSettings.Default.Ideals[type];
            var score = Of(Art.Offer("a", type).Sized(ideal.Width, ideal.Height));
            Assert.Equal((30, 20), (score.Resolution, score.Aspect));
        }
    }

    [Fact]
    public void Scores_and_their_parts_never_leave_their_bounds()
    {
        var random = new Random(20260301);
        for (var round = 0; round < 20_000; round++)
        {
            var score = AssetScorer.Score(
                RandomCandidate(random),
                random.Next(2) == 0 ? null : Art.Bytes("a", random.Next(-1, 30_000), random.Next(-1, 30_000)),
                ScoringSettings.Default with { PreferredLanguage = Pick(random, "en", "de", "pt-BR") });

            Assert.InRange(score.Resolution, 0, 30);
            Assert.InRange(score.Aspect, 0, 20);
            Assert.InRange(score.Language, 0, 20);
            Assert.InRange(score.Votes, 0, 20);
            Assert.InRange(score.Provider, 0, 10);
            Assert.InRange(score.Total, 0, 100);
            var sum = score.Resolution + score.Aspect + score.Language + score.Votes + score.Provider;
            Assert.InRange(score.Total, sum - 0.03, sum + 0.03);
            Assert.Equal(Math.Round(score.Total, 2), score.Total);
        }
    }

    [Fact]
    public void Other_weights_share_out_the_hundred_points_otherwise()
    {
        var settings = ScoringSettings.Default with { Weights = new ScoreWeights(Resolution: 60, Aspect: 10, Language: 10, Votes: 10, Provider: 10) };
        var offer = Art.Offer("a").Sized(1400, 2100).In("en");

        var (usual, other) = (AssetScorer.Score(offer, null, ScoringSettings.Default), AssetScorer.Score(offer, null, settings));

        Assert.Equal((21, 20, 20), (usual.Resolution, usual.Aspect, usual.Language));
        Assert.Equal((42, 10, 10), (other.Resolution, other.Aspect, other.Language));
        Assert.Equal((usual.Votes / 2, usual.Provider), (other.Votes, other.Provider));
    }

    [Theory]
    [InlineData(30, 20, 20, 20, 10, true)]
    [InlineData(0, 0, 0, 0, 100, true)]
    [InlineData(30, 20, 20, 20, 11, false)]
    [InlineData(-10, 60, 20, 20, 10, false)]
    [InlineData(double.NaN, 20, 20, 20, 10, false)]
    public void Weights_are_a_hundred_together(double resolution, double aspect, double language, double votes, double provider, bool valid) =>
        Assert.Equal(valid, new ScoreWeights(resolution, aspect, language, votes, provider).AreValid());

    private static Candidate RandomCandidate(Random random) =>
        Art.Offer("a", Pick(random, [.. AssetTypes.All]), Pick(random, ProviderNames.Tmdb, ProviderNames.Fanart, ProviderNames.Tvdb, "a fifth"))
            .Sized(Size(random), Size(random))
            .In(Pick(random, null, "en", "de", "pt"), Pick(random, null, "BR", "PT")) with
        {
            VoteAverage = Pick(random, 0, random.NextDouble() * 10, -3, 11, double.NaN, double.PositiveInfinity, double.MaxValue),
            VoteCount = Pick(random, 0, random.Next(5000), -1, int.MinValue, int.MaxValue),
        };

    private static int? Size(Random random) => Pick<int?>(random, null, 0, -5, 1, random.Next(10_000), int.MaxValue);

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    private static AssetScore Of(Candidate candidate) => AssetScorer.Score(candidate, null, ScoringSettings.Default);
}
