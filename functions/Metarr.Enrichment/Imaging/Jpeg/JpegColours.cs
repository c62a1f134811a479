namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>What follows from a <see cref="JpegColour"/>.</summary>
internal static class JpegColours
{
    /// <summary>Whether luma depends on the frame's component of that number.</summary>
    public static bool HasLumaIn(this JpegColour colour, int component) => colour switch
    {
        JpegColour.Grey or JpegColour.YCbCr => component == 0,
        JpegColour.Ycck or JpegColour.InvertedYcck => component is 0 or 3,
        _ => true,
    };
}
