using System.Buffers;
using System.Runtime.CompilerServices;
using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Reads a JPEG as far as its 1/8 luma: the DC coefficients of every block, and no more.</summary>
internal ref struct JpegReader
{
    private readonly ReadOnlySpan<byte> _file;
    private readonly ImageLimits _limits;
    private readonly JpegWorkspace _workspace;
    private JpegFrame _frame;
    private ColourClues _clues;
    private JpegColour _colour;
    private Orientation _orientation;
    private short[]? _coefficients;
    private int _position;
    private int _restartInterval;
    private int _scans;
    private bool _hasFrame;

    private JpegReader(ReadOnlySpan<byte> file, ImageLimits limits, JpegWorkspace workspace)
    {
        _file = file;
        _limits = limits;
        _workspace = workspace;
        _orientation = Orientation.Upright;
    }

    /// <summary>Reads the file, whose SOI marker stands at <paramref name="start"/>.</summary>
    public static ImageFault? Read(ReadOnlySpan<byte> file, int start, ImageLimits limits, out Picture picture)
    {
        using var workspace = JpegWorkspace.Rent();
        var reader = new JpegReader(file, limits, workspace) { _position = start + 2 };
        var fault = reader.ReadSegments();
        picture = fault is null ? reader.MakePicture() : default;
        if (reader._coefficients is { } rented)
            ArrayPool<short>.Shared.Return(rented);

        return fault;
    }

    private ImageFault? ReadSegments()
    {
        for (var segments = 0; segments < _limits.MaxSegments; segments++)
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

        return ImageFault.TooLarge($"The JPEG has more than {_limits.MaxSegments} segments.");
    }

    private ImageFault? ReadSegment(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case JpegMarker.Dqt:
                return JpegTables.ReadQuantisation(segment, _workspace);
            case JpegMarker.Dht:
                return JpegTables.ReadHuffman(segment, _workspace);
            case JpegMarker.Sos:
                return ReadScan(segment);
            case JpegMarker.Dri:
                return ReadRestartInterval(segment);
            case JpegMarker.Dhp or JpegMarker.Exp:
                return ImageFault.Unsupported("The JPEG uses hierarchical coding.");
            case JpegMarker.App0:
                _clues.ReadApp0(segment);
                return null;
            case JpegMarker.App1:
                if (_orientation == Orientation.Upright)
                    _orientation = ExifReader.ReadApp1(segment);
                return null;
            case JpegMarker.App14:
                _clues.ReadApp14(segment);
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
            var skipped = _file[_position..].IndexOf(JpegMarker.Prefix);
            if (skipped < 0)
                return EndOfFile();

            _position += skipped;
            while (_position < _file.Length && _file[_position] == JpegMarker.Prefix)
                _position++;
            if (_position == _file.Length)
                return EndOfFile();

            marker = _file[_position++];
        }

        return null;
    }

    private static ImageFault EndOfFile() => ImageFault.Truncated("The JPEG ends before its end marker.");

    private ImageFault? TakeSegment(out ReadOnlySpan<byte> segment)
    {
        segment = default;
        if (_file.Length - _position < 2)
            return EndOfFile();

        var length = (_file[_position] << 8) | _file[_position + 1];
        if (length < 2)
            return ImageFault.Corrupt("A segment of the JPEG has an impossible length.");
        if (length > _file.Length - _position)
            return EndOfFile();

        segment = _file.Slice(_position + 2, length - 2);
        _position += length;
        return null;
    }

    private ImageFault? ReadRestartInterval(ReadOnlySpan<byte> segment)
    {
        if (segment.Length != 2)
            return ImageFault.Corrupt("The restart interval of the JPEG has a wrong length.");

        _restartInterval = (segment[0] << 8) | segment[1];
        return null;
    }

    private ImageFault? ReadFrame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (_hasFrame)
            return ImageFault.Corrupt("The JPEG has two frames.");

        _hasFrame = true;
        return JpegFrame.Read(marker, segment, out _frame) ?? CheckSize();
    }

    private readonly ImageFault? CheckSize() => _limits.Check("JPEG", _frame.Width, _frame.Height);

    private ImageFault? ReadScan(ReadOnlySpan<byte> segment)
    {
        if (!_hasFrame)
            return ImageFault.Corrupt("The JPEG has a scan before its frame.");
        if (++_scans > _limits.MaxScans)
            return ImageFault.TooLarge($"The JPEG has more than {_limits.MaxScans} scans.");

        var fault = _scans == 1 ? BeginPicture() : null;
        if (fault is not null)
            return fault;

        fault = JpegScan.Read(segment, in _frame, out var scan) ?? NoteProgress(in scan);
        if (fault is not null || !IsNeeded(in scan))
            return fault;

        return ScanLayout.PrepareTables(_workspace, in scan, _frame.IsProgressive) ?? ReadData(in scan);
    }

    private ImageFault? BeginPicture()
    {
        var fault = _frame.Height == 0 ? FindHeight() : null;
        if (fault is not null)
            return fault;

        _colour = _clues.Decide(in _frame);
        for (var i = 0; i < _frame.ComponentCount; i++)
            _frame.Components[i].IsNeeded = _colour.HasLumaIn(i);

        _frame.LayOut();
        _coefficients = ArrayPool<short>.Shared.Rent(_frame.BlockCount + 1);
        return null;
    }

    // A height of 0 means that a DNL segment after the first scan tells it (B.2.5).
    private ImageFault? FindHeight()
    {
        var start = _position;
        if (NextMarker(out var marker) is { } fault)
            return fault;
        if (marker != JpegMarker.Dnl)
            return ImageFault.Corrupt("The JPEG does not tell its height.");

        var missing = TakeSegment(out var segment);
        _position = start;
        if (missing is not null)
            return missing;
        if (segment.Length != 2 || (_frame.Height = (segment[0] << 8) | segment[1]) == 0)
            return ImageFault.Corrupt("The JPEG does not tell its height.");

        return CheckSize();
    }

    // Each component is coded once in a sequential file; in a progressive one its DC once, and then bit by bit (G.1.1.1).
    private ImageFault? NoteProgress(ref readonly JpegScan scan)
    {
        for (var i = 0; i < scan.Count && scan.HasDc; i++)
        {
            ref var component = ref _frame.Components[scan.Parts[i].Component];
            if (scan.IsRefinement ? !component.IsCoded || component.LowBit != scan.HighBit : component.IsCoded)
                return ImageFault.Corrupt("A JPEG scan repeats another or comes too early.");

            if (!component.IsCoded && (component.Step = _workspace.DcSteps[component.QuantisationTable]) == 0)
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
            isNeeded |= scan.HasDc && _frame.Components[scan.Parts[i].Component].IsNeeded;

        return isNeeded;
    }

    private unsafe ImageFault? ReadData(ref readonly JpegScan scan)
    {
        ScanBlock* blocks = stackalloc ScanBlock[16];
        int* predictions = stackalloc int[4];
        var count = ScanLayout.ListBlocks(_workspace, in _frame, in scan, blocks);
        var decoder = new ScanDecoder(_file, _workspace, scan, blocks, count, predictions);
        ref readonly var alone = ref _frame.Components[scan.Parts[0].Component];
        var (across, down) = scan.Count == 1
            ? (alone.BlocksAcross, alone.BlocksDown)
            : (_frame.McusAcross, _frame.McusDown);

        decoder.Open(_position);
        var restarts = new RestartCounter(_restartInterval);
        fixed (short* coefficients = _coefficients)
        {
            for (var row = 0; row < down; row++)
            {
                ScanLayout.BeginRow(in _frame, in scan, blocks, coefficients, coefficients + _frame.BlockCount, row);
                for (var left = across; left > 0;)
                {
                    if (restarts.IsDue && restarts.Restart(_file, ref decoder) is { } misplaced)
                        return misplaced;

                    var run = restarts.Take(left);
                    if (!decoder.TryReadMcus(run))
                        return decoder.Fault;

                    left -= run;
                }
            }
        }

        _position = decoder.Position;
        return decoder.CheckEnd();
    }

    private readonly ImageFault? CheckComplete()
    {
        if (_scans == 0)
            return ImageFault.Corrupt("The JPEG has no picture.");

        for (var i = 0; i < _frame.ComponentCount; i++)
        {
            if (!_frame.Components[i].IsCoded)
                return ImageFault.Corrupt("The JPEG lacks the data of a component.");
        }

        return null;
    }

    [SkipLocalsInit]
    private readonly Picture MakePicture()
    {
        Span<double> luma = stackalloc double[AreaGrid.Size];
        JpegLuma.Average(in _frame, _colour, _coefficients, luma);
        return new Picture
        {
            Width = _frame.Width,
            Height = _frame.Height,
            IsProgressive = _frame.IsProgressive,
            Orientation = _orientation,
            Fingerprint = Fingerprint.Of(luma, default, _orientation),
        };
    }
}
