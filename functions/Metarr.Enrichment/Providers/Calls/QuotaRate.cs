namespace Metarr.Enrichment.Providers.Calls;

/// <summary>How often a provider may be asked.</summary>
/// <param name="PerSecond">Requests per second in the long run, above 0.</param>
/// <param name="Burst">How many may come at once after a pause, at least 1.</param>
public sealed record QuotaRate(double PerSecond, int Burst)
{
    /// <summary>The share of the burst that background work leaves to people and webhooks.</summary>
    public const double Reserve = 0.2;

    /// <summary>How many requests a day (UTC) are allowed; null when only the rate counts.</summary>
    public int? PerDay { get; init; }

    /// <summary>The part of this rate that an instance may use which cannot learn what the others use.</summary>
    /// <param name="share">The part, above 0 and at most 1.</param>
    /// <returns>The smaller rate.</returns>
    public QuotaRate Share(double share) => new(PerSecond * share, Math.Max(1, (int)(Burst * share)))
    {
        PerDay = PerDay is { } limit ? Math.Max(1, (int)(limit * share)) : null,
    };

    /// <summary>A rate with a burst of one second's worth.</summary>
    /// <param name="perSecond">Requests per second.</param>
    /// <returns>The rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0.</exception>
    public static QuotaRate Of(double perSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        return new QuotaRate(perSecond, Math.Max(1, (int)perSecond));
    }
}
