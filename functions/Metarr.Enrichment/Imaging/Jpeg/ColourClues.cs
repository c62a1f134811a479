namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Tells what the components stand for, as libjpeg does, from JFIF's and Adobe's segments and the components' names.</summary>
internal struct ColourClues
{
    private const int AdobeLength = 12;
    private const int Rgb = 0;
    private const int Ycck = 2;

    private bool hasJfif;
    private bool hasAdobe;
    private int transform;

    /// <summary>Notes an APP0 segment.</summary>
    public void ReadApp0(ReadOnlySpan<byte> segment) => hasJfif |= segment.StartsWith("JFIF\0"u8);

    /// <summary>Notes an APP14 segment.</summary>
    public void ReadApp14(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < AdobeLength || !segment.StartsWith("Adobe"u8))
            return;

        hasAdobe = true;
        transform = segment[AdobeLength - 1];
    }

    /// <summary>What the frame's components stand for.</summary>
    public readonly JpegColour Decide(ref readonly JpegFrame frame)
    {
        if (frame.ComponentCount == 1)
            return JpegColour.Grey;
        if (frame.ComponentCount == 4)
            return !hasAdobe ? JpegColour.Cmyk : transform == Ycck ? JpegColour.InvertedYcck : JpegColour.InvertedCmyk;
        if (hasJfif)
            return JpegColour.YCbCr;
        if (hasAdobe)
            return transform == Rgb ? JpegColour.Rgb : JpegColour.YCbCr;

        var hasRgbNames = (frame.Components[0].Id, frame.Components[1].Id, frame.Components[2].Id) == ('R', 'G', 'B');
        return hasRgbNames ? JpegColour.Rgb : JpegColour.YCbCr;
    }
}
