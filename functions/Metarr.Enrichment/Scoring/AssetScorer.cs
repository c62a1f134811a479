using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;

namespace Metarr.Enrichment.Scoring;

/// <summary>Scores candidates from 0 to 100 by resolution, shape, language, votes and provider.</summary>
/// <remarks>
/// The size is the analysed one, or, until the bytes were looked at, the one the provider states, or, where it states none, the
/// ideal one. The resolution curve jumps at 0.7, 0.9, 1.1 and 1.5 times the ideal on purpose.
/// </remarks>
public static class AssetScorer
{
    private const double MaxResolution = 30;
    private const double MaxAspect = 20;
    private const double PreferredLanguage = 20;
    private const double EnglishFallback = 12;
    private const double Textless = 10;

    /// <summary>Votes of art from Fanart.tv, which counts likes only: the average that any liked art is given.</summary>
    private const double LikedAverage = 7.0;

    /// <summary>Scores one candidate.</summary>
    /// <param name="candidate">What the provider states.</param>
    /// <param name="analysis">What the bytes showed, when they were looked at.</param>
    /// <param name="settings">What to measure against.</param>
    /// <returns>The score; <see cref="AssetScore.Zero"/> for art with a side of 0 pixels.</returns>
    public static AssetScore Score(Candidate candidate, AssetAnalysis? analysis, ScoringSettings settings)
    {
        if (Measure(candidate, analysis, settings) is not { } parts) return AssetScore.Zero;
        return new AssetScore(
            Round(parts.Resolution),
            Round(parts.Aspect),
            Round(parts.Language),
            Round(parts.Votes),
            Round(parts.Provider),
            parts.Total,
            parts.SizeIsAssumed);
    }

    /// <summary>The total of <see cref="Score"/> alone: ordering thousands of candidates needs no more, and allocates nothing.</summary>
    /// <param name="candidate">What the provider states.</param>
    /// <param name="analysis">What the bytes showed, when they were looked at.</param>
    /// <param name="settings">What to measure against.</param>
    /// <returns>0 to 100, two decimals; null for art with a side of 0 pixels, which is another thing than art worth 0 points.</returns>
    internal static double? Total(Candidate candidate, AssetAnalysis? analysis, ScoringSettings settings) =>
        Measure(candidate, analysis, settings)?.Total;

    private static Parts? Measure(Candidate candidate, AssetAnalysis? analysis, ScoringSettings settings)
    {
        var ideal = settings.Ideals[candidate.Type];
        var (size, assumed) = Size(candidate, analysis, ideal);
        if (size.Width <= 0 || size.Height <= 0) return null;
        var (weights, usual) = (settings.Weights, ScoreWeights.Default);
        return new Parts(
            Resolution(size, ideal) * (weights.Resolution / usual.Resolution),
            Aspect(size, ideal) * (weights.Aspect / usual.Aspect),
            Language(candidate, settings.Preferred) * (weights.Language / usual.Language),
            Votes(candidate) * (weights.Votes / usual.Votes),
            settings.Providers.GetValueOrDefault(candidate.Provider, settings.OtherProvider) * (weights.Provider / usual.Provider),
            assumed);
    }

    private static (PixelSize Size, bool Assumed) Size(Candidate candidate, AssetAnalysis? analysis, PixelSize ideal) =>
        analysis is not null ? (new PixelSize(analysis.Width, analysis.Height), false)
        : candidate is { StatedWidth: { } width, StatedHeight: { } height } ? (new PixelSize(width, height), false)
        : (ideal, true);

    private static double Resolution(PixelSize size, PixelSize ideal)
    {
        var r = (double)size.Pixels / ideal.Pixels;
        return r switch
        {
            >= 0.9 and <= 1.1 => MaxResolution,
            >= 0.7 and <= 1.5 => MaxResolution * (1 - Math.Abs(r - 1)),
            < 0.7 => MaxResolution * r / 0.7,
            _ => MaxResolution * 1.5 / r,
        };
    }

    private static double Aspect(PixelSize size, PixelSize ideal)
    {
        var d = Math.Abs(size.Ratio - ideal.Ratio) / ideal.Ratio;
        return d switch
        {
            <= 0.02 => MaxAspect,
            <= 0.10 => MaxAspect * (1 - (d - 0.02) / 0.08),
            _ => 0,
        };
    }

    private static double Language(Candidate candidate, LanguageTag preferred) => candidate.Language switch
    {
        null => Textless,
        _ when preferred.Covers(candidate) => PreferredLanguage,
        "en" => EnglishFallback,
        _ => 0,
    };

    private static double Votes(Candidate candidate)
    {
        var count = Math.Max(0, candidate.VoteCount);
        var average = candidate.Provider == ProviderNames.Fanart
            ? count > 0 ? LikedAverage : 0
            : double.IsNaN(candidate.VoteAverage) ? 0 : Math.Clamp(candidate.VoteAverage, 0, 10);
        return 15 * average / 10 + Math.Min(5, Math.Log10(count + 1.0));
    }

    private static double Round(double value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);

    /// <summary>The parts of a score before they are rounded.</summary>
    private readonly record struct Parts(
        double Resolution, double Aspect, double Language, double Votes, double Provider, bool SizeIsAssumed)
    {
        public double Total => Round(Math.Clamp(Resolution + Aspect + Language + Votes + Provider, 0, 100));
    }
}
