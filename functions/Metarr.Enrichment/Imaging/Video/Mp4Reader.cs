using System.Buffers.Binary;
using Metarr.Enrichment.Imaging.Formats;

namespace Metarr.Enrichment.Imaging.Video;

/// <summary>Reads the movie box of an MP4 or QuickTime file (ISO/IEC 14496-12, clause 8).</summary>
internal static class Mp4Reader
{
    private const int HeaderOfBox = 8;

    /// <summary>Reads a whole file.</summary>
    public static VideoInspection Read(ReadOnlySpan<byte> file)
    {
        var isQuickTime = file[HeaderOfBox..].StartsWith("qt  "u8);
        var boxes = new IsoBoxes(file);
        ReadOnlySpan<byte> movie = default;
        while (boxes.MoveNext())
        {
            if (boxes.Type.SequenceEqual("moov"u8))
                movie = boxes.Content;
        }

        return boxes.IsTruncated
            ? new VideoInspection.Refused(VideoRefusal.Truncated, "The video ends within a box.")
            : ReadContent(movie, isQuickTime);
    }

    /// <summary>Reads a movie box, header included.</summary>
    public static VideoInspection ReadMovie(ReadOnlySpan<byte> box, bool isQuickTime)
    {
        var boxes = new IsoBoxes(box);
        return ReadContent(boxes.MoveNext() ? boxes.Content : default, isQuickTime);
    }

    private static VideoInspection ReadContent(ReadOnlySpan<byte> movie, bool isQuickTime)
    {
        if (!TryReadSize(movie, out var width, out var height))
            return new VideoInspection.Refused(VideoRefusal.Corrupt, "The file describes no moving picture.");

        var type = isQuickTime ? VideoType.Mov : VideoType.Mp4;
        return new VideoInspection.Accepted(new VideoFacts(type, width, height, ReadDuration(movie)));
    }

    private static TimeSpan? ReadDuration(ReadOnlySpan<byte> movie)
    {
        var header = IsoBoxes.Find(movie, "mvhd"u8);
        if (header.Length < 20)
            return null;

        var isWide = header[0] == 1;
        if (isWide && header.Length < 32)
            return null;

        var scale = BinaryPrimitives.ReadUInt32BigEndian(header[(isWide ? 20 : 12)..]);
        var duration = ReadNumber(header[(isWide ? 24 : 16)..], isWide);
        if (duration == 0)
        {
            // A fragmented file tells the whole duration beside its fragments' defaults, if at all.
            var extended = IsoBoxes.Find(IsoBoxes.Find(movie, "mvex"u8), "mehd"u8);
            if (extended.Length >= 8 && (extended[0] != 1 || extended.Length >= 12))
                duration = ReadNumber(extended[4..], extended[0] == 1);
        }

        var isKnown = scale > 0 && duration > 0 && duration != (isWide ? ulong.MaxValue : uint.MaxValue);
        var seconds = isKnown ? (double)duration / scale : 0;
        return seconds is > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static ulong ReadNumber(ReadOnlySpan<byte> bytes, bool isWide) =>
        isWide ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static bool TryReadSize(ReadOnlySpan<byte> movie, out int width, out int height)
    {
        (width, height) = (0, 0);
        var boxes = new IsoBoxes(movie);
        while (boxes.MoveNext())
        {
            if (boxes.Type.SequenceEqual("trak"u8) && IsVideo(boxes.Content) && TryReadTrack(boxes.Content, out width, out height))
                return true;
        }

        return false;
    }

    private static bool IsVideo(ReadOnlySpan<byte> track)
    {
        var handler = IsoBoxes.Find(IsoBoxes.Find(track, "mdia"u8), "hdlr"u8);
        return handler.Length >= 12 && handler[8..].StartsWith("vide"u8);
    }

    // The matrix turns the picture by a quarter when its first element is 0; sizes have 16 bits behind the point.
    private static bool TryReadTrack(ReadOnlySpan<byte> track, out int width, out int height)
    {
        (width, height) = (0, 0);
        var header = IsoBoxes.Find(track, "tkhd"u8);
        var matrixAt = !header.IsEmpty && header[0] == 1 ? 52 : 40;
        if (header.Length < matrixAt + 44)
            return false;

        var isTurned = BinaryPrimitives.ReadInt32BigEndian(header[matrixAt..]) == 0
            && BinaryPrimitives.ReadInt32BigEndian(header[(matrixAt + 4)..]) != 0;
        width = BinaryPrimitives.ReadUInt16BigEndian(header[(matrixAt + 36)..]);
        height = BinaryPrimitives.ReadUInt16BigEndian(header[(matrixAt + 40)..]);
        if (isTurned)
            (width, height) = (height, width);

        return width > 0 && height > 0;
    }
}
