namespace Metarr.Benchmarks.Runtime;

/// <summary>What a fan-out costs with its history on disk.</summary>
/// <param name="SmallPerSecond">Activities a second in a fan-out of <paramref name="SmallCount"/>; the median of the rounds.</param>
/// <param name="LargePerSecond">Activities a second in a fan-out of <paramref name="LargeCount"/>; the median of the rounds.</param>
/// <param name="CostRatio">Cost per activity of the large fan-out over that of the small one: the median of the ratios of
/// rounds in which both ran one after the other.</param>
/// <param name="SmallCount">Activities of the small fan-out.</param>
/// <param name="LargeCount">Activities of the large fan-out.</param>
/// <param name="Rounds">Measured rounds.</param>
public sealed record FanOutResult(
    double SmallPerSecond, double LargePerSecond, double CostRatio, int SmallCount, int LargeCount, int Rounds)
{
    /// <summary>The least activities a second that a large fan-out shall reach.</summary>
    public const double PerSecondGoal = 2000;

    /// <summary>The most that an activity of the large fan-out may cost, in activities of the small one.</summary>
    public const double CostRatioGoal = 1.3;
}
