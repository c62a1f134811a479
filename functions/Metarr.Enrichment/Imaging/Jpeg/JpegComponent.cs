namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>One colour component of a frame (T.81 B.2.2) and where the DC coefficients of its blocks are kept.</summary>
internal struct JpegComponent
{
    /// <summary>The identifier that scans use.</summary>
    public byte Id;

    /// <summary>The horizontal sampling factor, 1 to 4.</summary>
    public byte Horizontal;

    /// <summary>The vertical sampling factor, 1 to 4.</summary>
    public byte Vertical;

    /// <summary>The number of its quantisation table, 0 to 3.</summary>
    public byte QuantisationTable;

    /// <summary>Whether its DC coefficients are wanted.</summary>
    public bool IsNeeded;

    /// <summary>Whether a scan has coded it.</summary>
    public bool IsCoded;

    /// <summary>The bit at which the last DC scan stopped (successive approximation); meaningless before <see cref="IsCoded"/>.</summary>
    public byte LowBit;

    /// <summary>The quantisation step of DC when the component was first coded.</summary>
    public int Step;

    /// <summary>The blocks that cover the picture, across and down (A.2.2): those of a scan of this component alone.</summary>
    public int BlocksAcross, BlocksDown;

    /// <summary>The blocks of whole MCUs, across and down (A.2.3).</summary>
    public int Stride, Rows;

    /// <summary>Where the component's coefficients begin in the frame's.</summary>
    public int Offset;
}
