namespace Metarr.Enrichment.Imaging.Hashing;

/// <summary>The hashes of one picture.</summary>
/// <param name="Perceptual">Of its shapes, over mid grey.</param>
/// <param name="Difference">Of its steps of brightness.</param>
/// <param name="Alpha">Of its outline; absent when all of it is opaque.</param>
internal readonly record struct Fingerprint(PerceptualHash Perceptual, PerceptualHash Difference, PerceptualHash? Alpha)
{
    /// <summary>The hashes of a picture from the averages of its luma and alpha, which are turned upright in place.</summary>
    /// <param name="luma">32x32 averages of luma over mid grey, 0 to 255.</param>
    /// <param name="alpha">32x32 averages of alpha; empty when the picture has none.</param>
    /// <param name="orientation">How the picture must be turned.</param>
    public static Fingerprint Of(Span<double> luma, Span<double> alpha, Orientation orientation)
    {
        orientation.Apply(luma, AreaAxis.Cells);
        PerceptualHash? outline = null;
        if (alpha.ContainsAnyExcept(255))
        {
            orientation.Apply(alpha, AreaAxis.Cells);
            outline = PictureHasher.Perceptual(alpha);
        }

        return new Fingerprint(PictureHasher.Perceptual(luma), PictureHasher.Difference(luma), outline);
    }
}
