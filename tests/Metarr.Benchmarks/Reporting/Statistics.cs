namespace Metarr.Benchmarks.Reporting;

/// <summary>Sums up rounds of a measurement.</summary>
internal static class Statistics
{
    /// <summary>The value below which a share of the measured ones lies.</summary>
    /// <param name="values">The measured values, in any order; at least one.</param>
    /// <param name="share">The share, 0 to 1: 0.5 is the median.</param>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Round((sorted.Length - 1) * share)];
    }

    /// <summary>The middle value.</summary>
    /// <param name="values">The measured values, in any order; at least one.</param>
    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);
}
