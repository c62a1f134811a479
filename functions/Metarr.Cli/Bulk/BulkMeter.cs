namespace Metarr.Cli.Bulk;

/// <summary>Measures how fast a bulk run goes, from the moment somebody began to watch it.</summary>
/// <param name="firstDone">How many titles were done then.</param>
/// <param name="startedAt">When that was, by the clock's timestamp.</param>
/// <param name="time">The clock.</param>
internal sealed class BulkMeter(int firstDone, long startedAt, TimeProvider time)
{
    /// <summary>Titles a minute, or null while none has ended yet.</summary>
    public double? TitlesPerMinute(int done)
    {
        var minutes = time.GetElapsedTime(startedAt).TotalMinutes;
        return done > firstDone && minutes > 0 ? (done - firstDone) / minutes : null;
    }

    /// <summary>How long the rest takes at that pace, or null while it is not known.</summary>
    public TimeSpan? TimeLeft(int done, int total) =>
        TitlesPerMinute(done) is { } rate ? TimeSpan.FromMinutes(Math.Max(0, total - done) / rate) : null;
}
