using System.Buffers;
using Metarr.Enrichment.Imaging.Formats;

namespace Metarr.Enrichment.Imaging.Video;

/// <summary>Finds out what video a file is by its bytes: its kind, size and duration, from its boxes or elements.</summary>
/// <remarks>It never throws on what the bytes are, and may be used by many threads at once.</remarks>
public static class VideoInspector
{
    // The description of a film of hours has about a megabyte.
    private const int MaxDescription = 32 * 1024 * 1024;
    private const int MatroskaPrefix = 4 * 1024 * 1024;
    private const int MostBoxes = 10_000;
    private const int BoxHeader = 16;

    /// <summary>Looks at a whole file.</summary>
    /// <param name="content">The file's bytes.</param>
    public static VideoInspection Inspect(ReadOnlySpan<byte> content) => FileKinds.Find(content, out _) switch
    {
        FileKind.Mp4 => Mp4Reader.Read(content),
        FileKind.Matroska => MatroskaReader.Read(content, content.Length),
        var other => NotAVideo(other),
    };

    /// <summary>Looks at a file without reading its pictures: of an MP4 its description alone, wherever it stands.</summary>
    /// <param name="content">The file, from its begin; it must be able to seek.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ArgumentException"><paramref name="content"/> cannot seek.</exception>
    /// <exception cref="IOException">The stream failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<VideoInspection> InspectAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanSeek)
            throw new ArgumentException("The stream must be able to seek.", nameof(content));

        var start = new byte[4096];
        content.Position = 0;
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        switch (FileKinds.Find(start.AsSpan(0, read), out _))
        {
            case FileKind.Mp4:
                return await InspectBoxesAsync(content, cancellationToken).ConfigureAwait(false);
            case FileKind.Matroska:
                var length = (int)Math.Min(MatroskaPrefix, content.Length);
                return await InspectPartAsync(content, 0, length, p => MatroskaReader.Read(p.Span, content.Length), cancellationToken)
                    .ConfigureAwait(false);
            case var other:
                return NotAVideo(other);
        }
    }

    private static async Task<VideoInspection> InspectBoxesAsync(Stream content, CancellationToken cancellationToken)
    {
        var header = new byte[BoxHeader];
        var isQuickTime = false;
        var description = (Start: 0L, Length: 0L);
        var at = 0L;
        for (var boxes = 0; at < content.Length && boxes < MostBoxes; boxes++)
        {
            content.Position = at;
            var read = await content.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            if (!IsoBoxes.TryReadHeader(header.AsSpan(0, read), content.Length - at, out _, out var length) || length > content.Length - at)
                return new VideoInspection.Refused(VideoRefusal.Truncated, "The video ends within a box.");

            isQuickTime |= header.AsSpan(4).StartsWith("ftypqt  "u8);
            if (header.AsSpan(4).StartsWith("moov"u8))
                description = (at, length);

            at += length;
        }

        if (description.Length > MaxDescription)
            return new VideoInspection.Refused(VideoRefusal.TooLarge, "The description of the video is larger than any real one.");

        return await InspectPartAsync(
            content, description.Start, (int)description.Length, p => Mp4Reader.ReadMovie(p.Span, isQuickTime), cancellationToken)
            .ConfigureAwait(false);
    }

    private static async Task<VideoInspection> InspectPartAsync(
        Stream content, long start, int length, Func<ReadOnlyMemory<byte>, VideoInspection> inspect, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            content.Position = start;
            await content.ReadExactlyAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            return inspect(buffer.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static VideoInspection.Refused NotAVideo(FileKind kind) => new(VideoRefusal.NotAVideo, kind switch
    {
        FileKind.Empty => "The file is empty.",
        FileKind.Html => "The file is a web page, not a video.",
        FileKind.Json => "The file is JSON, not a video.",
        FileKind.Unknown => "The file is of no known video format.",
        _ => $"The file is a {kind} file, not a video.",
    });
}
