namespace Metarr.ProviderSimulator.Library;

/// <summary>Which broken images a film lists.</summary>
internal enum ArtFaults
{
    /// <summary>None.</summary>
    None,

    /// <summary>One unreadable and one missing poster, with the votes they happen to have.</summary>
    Somewhere,

    /// <summary>One unreadable and one missing poster, with the best votes of all.</summary>
    AmongTheBest,
}
