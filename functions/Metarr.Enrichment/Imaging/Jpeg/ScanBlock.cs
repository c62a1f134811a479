namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>One data unit of an MCU: its tables and where its DC coefficient goes.</summary>
internal unsafe struct ScanBlock
{
    /// <summary>The entries of its <see cref="BlockStartTable"/>.</summary>
    public uint* Start;

    /// <summary>The entries of its <see cref="SkipTable"/>.</summary>
    public ushort* Skip;

    /// <summary>Where the next DC coefficient goes.</summary>
    public short* Target;

    /// <summary>How far the target moves with each MCU; 0 when the coefficient is not wanted.</summary>
    public nint Step;

    /// <summary>The number of its component in the scan, which selects the prediction.</summary>
    public int Part;

    /// <summary>The numbers of its Huffman tables, for codes longer than the look-ups; no AC table in a scan of DC alone.</summary>
    public int DcTable, AcTable;
}
