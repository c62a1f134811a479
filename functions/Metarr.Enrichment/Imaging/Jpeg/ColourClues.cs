namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Tells what the components stand for, as libjpeg does, from JFIF's and Adobe's segments and the components' names.</summary>
internal struct ColourClues
{
    private const int AdobeLength = 12;
    private const int Rgb = 0;
    private const int Ycck = 2;

    private bool _hasJfif;
    private bool _hasAdobe;
    private int _transform;

    /// <summary>Notes an APP0 segment.</summary>
    public void ReadApp0(ReadOnlySpan<byte> segment) => _hasJfif |= segment.StartsWith("JFIF\0"u8);

    /// <summary>Notes an APP14 segment.</summary>
    public void ReadApp14(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < AdobeLength || !segment.StartsWith("Adobe"u8))
            return;

        _hasAdobe = true;
        _transform = segment[AdobeLength - 1];
    }

    /// <summary>What the frame's components stand for.</summary>
    public readonly JpegColour Decide(ref readonly JpegFrame frame)
    {
        if (frame.ComponentCount == 1)
            return JpegColour.Grey;
        if (frame.ComponentCount == 4)
            return !_hasAdobe ? JpegColour.Cmyk : _transform == Ycck ? JpegColour.InvertedYcck : JpegColour.InvertedCmyk;
        if (_hasJfif)
            return JpegColour.YCbCr;
        if (_hasAdobe)
            return _transform == Rgb ? JpegColour.Rgb : JpegColour.YCbCr;

        var hasRgbNames = (frame.Components[0].Id, frame.Components[1].Id, frame.Components[2].Id) == ('R', 'G', 'B');
        return hasRgbNames ? JpegColour.Rgb : JpegColour.YCbCr;
    }
}
