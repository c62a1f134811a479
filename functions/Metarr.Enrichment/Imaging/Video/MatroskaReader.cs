namespace Metarr.Enrichment.Imaging.Video;

/// <summary>Reads the information and the tracks of a Matroska or WebM file (RFC 9559).</summary>
internal ref struct MatroskaReader
{
    private const uint Header = 0x1A45DFA3;
    private const uint DocType = 0x4282;
    private const uint Segment = 0x18538067;
    private const uint Info = 0x1549A966;
    private const uint TimestampScale = 0x2AD7B1;
    private const uint DurationId = 0x4489;
    private const uint Tracks = 0x1654AE6B;
    private const uint TrackEntry = 0xAE;
    private const uint TrackType = 0x83;
    private const uint VideoId = 0xE0;
    private const uint PixelWidth = 0xB0;
    private const uint PixelHeight = 0xBA;
    private const uint DisplayWidth = 0x54B0;
    private const uint DisplayHeight = 0x54BA;
    private const uint DisplayUnit = 0x54B2;
    private const int VideoTrack = 1;
    private const int NanosecondsPerTick = 100;

    private bool isWebM;
    private bool isTruncated;
    private TimeSpan? duration;
    private int width;
    private int height;

    /// <summary>Reads a file, or its begin.</summary>
    /// <param name="prefix">The bytes at hand.</param>
    /// <param name="length">The length of the whole file, in bytes.</param>
    public static VideoInspection Read(ReadOnlySpan<byte> prefix, long length)
    {
        var reader = new MatroskaReader();
        var elements = new EbmlElements(prefix);
        while (elements.MoveNext())
        {
            if (elements.Id == Header)
                reader.ReadHeader(elements.Content);
            else if (elements.Id == Segment)
                reader.ReadSegment(elements.Content, isTruncated: elements.ContentStart + elements.Length > length);
        }

        if (reader.isTruncated)
            return new VideoInspection.Refused(VideoRefusal.Truncated, "The video ends before its last element.");
        if (reader.width <= 0 || reader.height <= 0)
            return new VideoInspection.Refused(VideoRefusal.Corrupt, "The file describes no moving picture.");

        var type = reader.isWebM ? VideoType.WebM : VideoType.Matroska;
        return new VideoInspection.Accepted(new VideoFacts(type, reader.width, reader.height, reader.duration));
    }

    private void ReadHeader(ReadOnlySpan<byte> content)
    {
        var elements = new EbmlElements(content);
        while (elements.MoveNext())
            isWebM |= elements.Id == DocType && elements.Content.SequenceEqual("webm"u8);
    }

    private void ReadSegment(ReadOnlySpan<byte> content, bool isTruncated)
    {
        this.isTruncated = isTruncated;
        var elements = new EbmlElements(content);
        while (elements.MoveNext() && (width == 0 || duration is null))
        {
            if (elements.Id == Info)
                ReadInfo(elements.Content);
            else if (elements.Id == Tracks)
                ReadTracks(elements.Content);
        }
    }

    private void ReadInfo(ReadOnlySpan<byte> content)
    {
        var scale = 1_000_000.0;
        var duration = 0.0;
        var elements = new EbmlElements(content);
        while (elements.MoveNext())
        {
            if (elements.Id == TimestampScale)
                scale = elements.ReadNumber();
            else if (elements.Id == DurationId)
                duration = elements.ReadFloat();
        }

        var ticks = duration * scale / NanosecondsPerTick;
        if (ticks is > 0 and < 1e16)
            this.duration = TimeSpan.FromTicks((long)ticks);
    }

    private void ReadTracks(ReadOnlySpan<byte> content)
    {
        var elements = new EbmlElements(content);
        while (elements.MoveNext() && width == 0)
        {
            if (elements.Id == TrackEntry)
                ReadTrack(elements.Content);
        }
    }

    private void ReadTrack(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> video = default;
        var isVideo = false;
        var elements = new EbmlElements(content);
        while (elements.MoveNext())
        {
            isVideo |= elements.Id == TrackType && elements.ReadNumber() == VideoTrack;
            if (elements.Id == VideoId)
                video = elements.Content;
        }

        if (isVideo)
            ReadVideo(video);
    }

    private void ReadVideo(ReadOnlySpan<byte> content)
    {
        var (shownWidth, shownHeight, unit) = (0UL, 0UL, 0UL);
        var (width, height) = (0UL, 0UL);
        var elements = new EbmlElements(content);
        while (elements.MoveNext())
        {
            var number = elements.ReadNumber();
            switch (elements.Id)
            {
                case PixelWidth:
                    width = number;
                    break;
                case PixelHeight:
                    height = number;
                    break;
                case DisplayWidth:
                    shownWidth = number;
                    break;
                case DisplayHeight:
                    shownHeight = number;
                    break;
                case DisplayUnit:
                    unit = number;
                    break;
            }
        }

        // Display sizes count pixels when the unit is 0; otherwise they are a length or a ratio.
        var isShown = unit == 0 && shownWidth > 0 && shownHeight > 0;
        this.width = (int)Math.Min(isShown ? shownWidth : width, ushort.MaxValue);
        this.height = (int)Math.Min(isShown ? shownHeight : height, ushort.MaxValue);
    }
}
