namespace Metarr.Enrichment.Providers;

/// <summary>Tells ids of IMDb from whatever else providers put in their place.</summary>
internal static class ImdbId
{
    /// <summary>The id when it is one, <c>tt</c> and digits; else null.</summary>
    /// <param name="text">What a provider stated.</param>
    public static string? OrNull(string? text) =>
        text is ['t', 't', _, ..] && text.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0 ? text : null;
}
