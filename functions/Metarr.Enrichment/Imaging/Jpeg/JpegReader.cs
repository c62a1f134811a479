using System.Buffers;
using System.Runtime.CompilerServices;
using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Reads a JPEG as far as its 1/8 luma: the DC coefficients of every block, and no more.</summary>
internal ref struct JpegReader
{
    private readonly ReadOnlySpan<byte> file;
    private readonly ImageLimits limits;
    private readonly JpegWorkspace workspace;
    private JpegFrame frame;
    private ColourClues clues;
    private JpegColour colour;
    private Orientation orientation;
    private short[]? coefficients;
    private int position;
    private int restartInterval;
    private int scans;
    private bool hasFrame;

    private JpegReader(ReadOnlySpan<byte> file, ImageLimits limits, JpegWorkspace workspace)
    {
        this.file = file;
        this.limits = limits;
        this.workspace = workspace;
        orientation = Orientation.Upright;
    }

    /// <summary>Reads the file, whose SOI marker stands at <paramref name="start"/>.</summary>
    public static ImageFault? Read(ReadOnlySpan<byte> file, int start, ImageLimits limits, out Picture picture)
    {
        using var workspace = JpegWorkspace.Rent();
        var reader = new JpegReader(file, limits, workspace) { position = start + 2 };
        var fault = reader.ReadSegments();
        picture = fault is null ? reader.MakePicture() : default;
        if (reader.coefficients is { } rented)
            ArrayPool<short>.Shared.Return(rented);

        return fault;
    }

    private ImageFault? ReadSegments()
    {
        for (var segments = 0; segments < limits.MaxSegments; segments++)
        {
            var fault = NextMarker(out var marker);
            if (fault is not null)
                return fault;
            if (marker == JpegMarker.Eoi)
                return CheckComplete();
            if (marker == JpegMarker.Soi)
                return ImageFault.Corrupt("The JPEG begins anew before it has ended.");
            fault = TakeSegment(out var segment) ?? ReadSegment(marker, segment);
            if (fault is not null)
                return fault;
        }

        return ImageFault.TooLarge($"The JPEG has more than {limits.MaxSegments} segments.");
    }

    private ImageFault? ReadSegment(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case JpegMarker.Dqt:
                return JpegTables.ReadQuantisation(segment, workspace);
            case JpegMarker.Dht:
                return JpegTables.ReadHuffman(segment, workspace);
            case JpegMarker.Sos:
                return ReadScan(segment);
            case JpegMarker.Dri:
                return ReadRestartInterval(segment);
            case JpegMarker.Dhp or JpegMarker.Exp:
                return ImageFault.Unsupported("The JPEG uses hierarchical coding.");
            case JpegMarker.App0:
                clues.ReadApp0(segment);
                return null;
            case JpegMarker.App1:
                if (orientation == Orientation.Upright)
                    orientation = ExifReader.ReadApp1(segment);
                return null;
            case JpegMarker.App14:
                clues.ReadApp14(segment);
                return null;
            default:
                return JpegMarker.IsStartOfFrame(marker) ? ReadFrame(marker, segment) : null;
        }
    }

    // Anything before a marker that is no marker is skipped, as libjpeg does; so are the data of scans that are not needed, with
    // their restart markers.
    private ImageFault? NextMarker(out byte marker)
    {
        marker = 0;
        while (marker is 0 or JpegMarker.Tem or (>= JpegMarker.Rst0 and <= JpegMarker.Rst7))
        {
            var skipped = file[position..].IndexOf(JpegMarker.Prefix);
            if (skipped < 0)
                return EndOfFile();

            position += skipped;
            while (position < file.Length && file[position] == JpegMarker.Prefix)
                position++;
            if (position == file.Length)
                return EndOfFile();

            marker = file[position++];
        }

        return null;
    }

    private static ImageFault EndOfFile() => ImageFault.Truncated("The JPEG ends before its end marker.");

    private ImageFault? TakeSegment(out ReadOnlySpan<byte> segment)
    {
        segment = default;
        if (file.Length - position < 2)
            return EndOfFile();

        var length = (file[position] << 8) | file[position + 1];
        if (length < 2)
            return ImageFault.Corrupt("A segment of the JPEG has an impossible length.");
        if (length > file.Length - position)
            return EndOfFile();

        segment = file.Slice(position + 2, length - 2);
        position += length;
        return null;
    }

    private ImageFault? ReadRestartInterval(ReadOnlySpan<byte> segment)
    {
        if (segment.Length != 2)
            return ImageFault.Corrupt("The restart interval of the JPEG has a wrong length.");

        restartInterval = (segment[0] << 8) | segment[1];
        return null;
    }

    private ImageFault? ReadFrame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (hasFrame)
            return ImageFault.Corrupt("The JPEG has two frames.");

        hasFrame = true;
        return JpegFrame.Read(marker, segment, out frame) ?? CheckSize();
    }

    private readonly ImageFault? CheckSize() => limits.Check("JPEG", frame.Width, frame.Height);

    private ImageFault? ReadScan(ReadOnlySpan<byte> segment)
    {
        if (!hasFrame)
            return ImageFault.Corrupt("The JPEG has a scan before its frame.");
        if (++scans > limits.MaxScans)
            return ImageFault.TooLarge($"The JPEG has more than {limits.MaxScans} scans.");

        var fault = scans == 1 ? BeginPicture() : null;
        if (fault is not null)
            return fault;

        fault = JpegScan.Read(segment, in frame, out var scan) ?? NoteProgress(in scan);
        if (fault is not null || !IsNeeded(in scan))
            return fault;

        return ScanLayout.PrepareTables(workspace, in scan, frame.IsProgressive) ?? ReadData(in scan);
    }

    private ImageFault? BeginPicture()
    {
        var fault = frame.Height == 0 ? FindHeight() : null;
        if (fault is not null)
            return fault;

        colour = clues.Decide(in frame);
        for (var i = 0; i < frame.ComponentCount; i++)
            frame.Components[i].IsNeeded = colour.HasLumaIn(i);

        frame.LayOut();
        coefficients = ArrayPool<short>.Shared.Rent(frame.BlockCount + 1);
        return null;
    }

    // A height of 0 means that a DNL segment after the first scan tells it (B.2.5).
    private ImageFault? FindHeight()
    {
        var start = position;
        if (NextMarker(out var marker) is { } fault)
            return fault;
        if (marker != JpegMarker.Dnl)
            return ImageFault.Corrupt("The JPEG does not tell its height.");

        var missing = TakeSegment(out var segment);
        position = start;
        if (missing is not null)
            return missing;
        if (segment.Length != 2 || (frame.Height = (segment[0] << 8) | segment[1]) == 0)
            return ImageFault.Corrupt("The JPEG does not tell its height.");

        return CheckSize();
    }

    // Each component is coded once in a sequential file; in a progressive one its DC once, and then bit by bit (G.1.1.1).
    private ImageFault? NoteProgress(ref readonly JpegScan scan)
    {
        for (var i = 0; i < scan.Count && scan.HasDc; i++)
        {
            ref var component = ref frame.Components[scan.Parts[i].Component];
            if (scan.IsRefinement ? !component.IsCoded || component.LowBit != scan.HighBit : component.IsCoded)
                return ImageFault.Corrupt("A JPEG scan repeats another or comes too early.");

            if (!component.IsCoded && (component.Step = workspace.DcSteps[component.QuantisationTable]) == 0)
                return ImageFault.Corrupt("The JPEG uses a quantisation table that is not defined.");

            component.IsCoded = true;
            component.LowBit = (byte)scan.LowBit;
        }

        return null;
    }

    private readonly bool IsNeeded(ref readonly JpegScan scan)
    {
        var isNeeded = false;
        for (var i = 0; i < scan.Count; i++)
            isNeeded |= scan.HasDc && frame.Components[scan.Parts[i].Component].IsNeeded;

        return isNeeded;
    }

    private unsafe ImageFault? ReadData(ref readonly JpegScan scan)
    {
        ScanBlock* blocks = stackalloc ScanBlock[16];
        int* predictions = stackalloc int[4];
        var count = ScanLayout.ListBlocks(workspace, in frame, in scan, blocks);
        var decoder = new ScanDecoder(file, workspace, scan, blocks, count, predictions);
        ref readonly var alone = ref frame.Components[scan.Parts[0].Component];
        var (across, down) = scan.Count == 1
            ? (alone.BlocksAcross, alone.BlocksDown)
            : (frame.McusAcross, frame.McusDown);

        decoder.Open(position);
        var restarts = new RestartCounter(restartInterval);
        fixed (short* coefficients = this.coefficients)
        {
            for (var row = 0; row < down; row++)
            {
                ScanLayout.BeginRow(in frame, in scan, blocks, coefficients, coefficients + frame.BlockCount, row);
                for (var left = across; left > 0;)
                {
                    if (restarts.IsDue && restarts.Restart(file, ref decoder) is { } misplaced)
                        return misplaced;

                    var run = restarts.Take(left);
                    if (!decoder.TryReadMcus(run))
                        return decoder.Fault;

                    left -= run;
                }
            }
        }

        position = decoder.Position;
        return decoder.CheckEnd();
    }

    private readonly ImageFault? CheckComplete()
    {
        if (scans == 0)
            return ImageFault.Corrupt("The JPEG has no picture.");

        for (var i = 0; i < frame.ComponentCount; i++)
        {
            if (!frame.Components[i].IsCoded)
                return ImageFault.Corrupt("The JPEG lacks the data of a component.");
        }

        return null;
    }

    [SkipLocalsInit]
    private readonly Picture MakePicture()
    {
        Span<double> luma = stackalloc double[AreaGrid.Size];
        JpegLuma.Average(in frame, colour, coefficients, luma);
        return new Picture
        {
            Width = frame.Width,
            Height = frame.Height,
            IsProgressive = frame.IsProgressive,
            Orientation = orientation,
            Fingerprint = Fingerprint.Of(luma, default, orientation),
        };
    }
}
