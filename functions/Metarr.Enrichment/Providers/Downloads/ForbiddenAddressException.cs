namespace Metarr.Enrichment.Providers.Downloads;

/// <summary>Carries "this name leads inside" out of the connection code, which has no other way to say it.</summary>
internal sealed class ForbiddenAddressException(string host)
    : IOException($"{host} stands for an address that is not on the public internet.")
{
    /// <summary>The host that was not asked.</summary>
    public string Host { get; } = host;
}
