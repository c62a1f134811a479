namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Counts MCUs between the restart markers of a scan (T.81 B.2.4.4), whose numbers go from 0 to 7 and round.</summary>
internal struct RestartCounter
{
    private readonly int interval;
    private int left;
    private int next;

    /// <param name="interval">The MCUs between markers; 0 when there are none.</param>
    public RestartCounter(int interval)
    {
        this.interval = interval;
        left = interval;
    }

    /// <summary>Whether a marker must stand before the next MCU.</summary>
    public readonly bool IsDue => interval > 0 && left == 0;

    /// <summary>Takes as many of the wanted MCUs as come before the next marker.</summary>
    public int Take(int wanted)
    {
        if (interval == 0)
            return wanted;

        var taken = Math.Min(wanted, left);
        left -= taken;
        return taken;
    }

    /// <summary>Finishes an interval, checks the marker and begins the next.</summary>
    public ImageFault? Restart(ReadOnlySpan<byte> file, ref ScanDecoder decoder)
    {
        var fault = decoder.CheckEnd();
        if (fault is not null)
            return fault;

        var position = decoder.Position;
        while (position < file.Length && file[position] == JpegMarker.Prefix)
            position++;
        if (position == file.Length)
            return ImageFault.Truncated("The JPEG ends within a scan.");
        if (file[position] != JpegMarker.Rst0 + next)
            return ImageFault.Corrupt("A restart marker of the JPEG is missing.");

        decoder.Open(position + 1);
        left = interval;
        next = (next + 1) & 7;
        return null;
    }
}
