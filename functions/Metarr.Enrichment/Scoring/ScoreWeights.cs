namespace Metarr.Enrichment.Scoring;

/// <summary>How many points each part of a score can bring; together they are 100.</summary>
/// <param name="Resolution">The most points for the number of pixels.</param>
/// <param name="Aspect">The most points for the shape.</param>
/// <param name="Language">The most points for the language.</param>
/// <param name="Votes">The most points for what people think of it.</param>
/// <param name="Provider">The most points for who offers it.</param>
public sealed record ScoreWeights(double Resolution = 30, double Aspect = 20, double Language = 20, double Votes = 20, double Provider = 10)
{
    /// <summary>The weights nobody has changed.</summary>
    public static ScoreWeights Default { get; } = new();

    /// <summary>Whether no part is below 0 and all together are 100, so that scores are too.</summary>
    /// <returns>True when scores can be made of them.</returns>
    public bool AreValid()
    {
        double[] parts = [Resolution, Aspect, Language, Votes, Provider];
        return Array.TrueForAll(parts, part => part >= 0) && Math.Abs(parts.Sum() - 100) < 1e-6;
    }
}
