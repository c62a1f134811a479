namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Prepares the tables of a scan and lists the data units of its MCU.</summary>
internal static unsafe class ScanLayout
{
    // T.81 allows categories to 11 (8 bit) and 15 (12 bit); libjpeg takes 15 for both.
    private const byte MaxDcSymbol = 15;

    /// <summary>Makes the look-up tables of every component in the scan.</summary>
    public static ImageFault? PrepareTables(JpegWorkspace workspace, ref readonly JpegScan scan, bool isProgressive)
    {
        for (var i = 0; i < scan.Count && !scan.IsRefinement; i++)
        {
            var dc = workspace.DcTables[scan.Parts[i].DcTable];
            var ac = workspace.AcTables[scan.Parts[i].AcTable];
            if (!dc.IsDefined || !(isProgressive || ac.IsDefined))
                return ImageFault.Corrupt("A JPEG scan uses a Huffman table that is not defined.");
            if (!dc.HasValidCodes(MaxDcSymbol) || !(isProgressive || ac.HasValidCodes(byte.MaxValue)))
                return ImageFault.Corrupt("A Huffman table of the JPEG has impossible codes.");

            if (isProgressive)
            {
                workspace.StartTables[i].Prepare(dc, null, -1);
                continue;
            }

            var skip = workspace.SkipTables[scan.Parts[i].AcTable];
            skip.Prepare(ac);
            workspace.StartTables[i].Prepare(dc, skip, ac.Version);
        }

        return null;
    }

    /// <summary>Fills in what does not change from row to row and returns how many data units an MCU has.</summary>
    public static int ListBlocks(JpegWorkspace workspace, ref readonly JpegFrame frame, ref readonly JpegScan scan, ScanBlock* blocks)
    {
        var count = 0;
        for (var i = 0; i < scan.Count; i++)
        {
            var part = scan.Parts[i];
            ref readonly var component = ref frame.Components[part.Component];
            var (across, down) = scan.Count == 1 ? (1, 1) : (component.Horizontal, component.Vertical);
            for (var j = 0; j < across * down; j++)
            {
                blocks[count++] = new ScanBlock
                {
                    Start = workspace.StartTables[i].Entries,
                    Skip = frame.IsProgressive ? null : workspace.SkipTables[part.AcTable].Entries,
                    Step = component.IsNeeded ? across : 0,
                    Part = i,
                    DcTable = part.DcTable,
                    AcTable = part.AcTable,
                };
            }
        }

        return count;
    }

    /// <summary>Points the data units at the first MCU of a row; those of unwanted components share <paramref name="sink"/>.</summary>
    public static void BeginRow(
        ref readonly JpegFrame frame, ref readonly JpegScan scan, ScanBlock* blocks, short* coefficients, short* sink, int row)
    {
        for (var i = 0; i < scan.Count; i++)
        {
            ref readonly var component = ref frame.Components[scan.Parts[i].Component];
            var (across, down) = scan.Count == 1 ? (1, 1) : (component.Horizontal, component.Vertical);
            for (var y = 0; y < down; y++)
            {
                for (var x = 0; x < across; x++, blocks++)
                {
                    blocks->Target = component.IsNeeded
                        ? coefficients + component.Offset + (row * down + y) * component.Stride + x
                        : sink;
                }
            }
        }
    }
}
