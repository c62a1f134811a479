namespace Metarr.Enrichment.Imaging;

/// <summary>Says how alike two pictures look, by all their hashes.</summary>
public static class PictureLikeness
{
    /// <summary>How alike two images look, from 0 to 1; null when one of them has no perceptual hash to go by.</summary>
    /// <remarks>
    /// Art with transparency must agree in its outline, too: white letters on nothing differ little in luma from other white
    /// letters on nothing. Images of which only one is transparent are compared by luma alone.
    /// </remarks>
    public static double? Similarity(ImageFacts a, ImageFacts b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Similarity(a.PerceptualHash, a.AlphaHash, b.PerceptualHash, b.AlphaHash);
    }

    /// <summary>The same, of hashes that were kept apart from their facts.</summary>
    /// <param name="luma">The perceptual hash of one image.</param>
    /// <param name="alpha">The hash of its outline.</param>
    /// <param name="otherLuma">The perceptual hash of the other image.</param>
    /// <param name="otherAlpha">The hash of the other's outline.</param>
    public static double? Similarity(PerceptualHash? luma, PerceptualHash? alpha, PerceptualHash? otherLuma, PerceptualHash? otherAlpha)
    {
        if (luma is null || otherLuma is null)
            return null;

        var similarity = PerceptualHash.Similarity(luma.Value, otherLuma.Value);
        return alpha is null || otherAlpha is null
            ? similarity
            : Math.Min(similarity, PerceptualHash.Similarity(alpha.Value, otherAlpha.Value));
    }
}
