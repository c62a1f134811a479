namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>What the components of a frame stand for. T.81 leaves it open; JFIF and Adobe's APP14 segment tell.</summary>
internal enum JpegColour
{
    /// <summary>One component: luma.</summary>
    Grey,

    /// <summary>Luma and two differences of colour, as JFIF has it.</summary>
    YCbCr,

    /// <summary>Red, green and blue.</summary>
    Rgb,

    /// <summary>The amounts of four inks.</summary>
    Cmyk,

    /// <summary>Four inks as Adobe writes them: 255 is no ink.</summary>
    InvertedCmyk,

    /// <summary>Cyan, magenta and yellow as the complement of YCbCr, and black.</summary>
    Ycck,

    /// <summary>The same as Adobe writes it.</summary>
    InvertedYcck,
}
