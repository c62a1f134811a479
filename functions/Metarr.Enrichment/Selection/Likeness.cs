using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Selection;

/// <summary>Whether two files show the same picture.</summary>
public static class Likeness
{
    /// <summary>From this similarity on two files count as the same picture.</summary>
    public const double Duplicate = 0.90;

    /// <summary>Whether two files are duplicates: the same bytes, or alike to the eye.</summary>
    /// <param name="a">One file.</param>
    /// <param name="b">The other.</param>
    /// <returns>True for duplicates; files that cannot be compared by looks count as different unless their bytes agree.</returns>
    /// <remarks>Transparent art must agree in its outline too: lettering on nothing looks alike long before it reads alike.</remarks>
    public static bool AreDuplicates(AssetAnalysis a, AssetAnalysis b)
    {
        if (a.Sha256 == b.Sha256) return true;
        if (a.PerceptualHash is not { } left || b.PerceptualHash is not { } right) return false;
        if (!AreAlike(left, right)) return false;
        return (a.AlphaHash, b.AlphaHash) switch
        {
            ({ } leftAlpha, { } rightAlpha) => AreAlike(leftAlpha, rightAlpha),
            (null, null) => true,
            _ => false,
        };
    }

    /// <summary>Whether two looks are so similar that a person would take them for the same.</summary>
    internal static bool AreAlike(PerceptualHash a, PerceptualHash b) => PerceptualHash.Similarity(a, b) >= Duplicate;
}
