using System.Buffers.Binary;
using Metarr.LocalRuntime.Durable.History;

namespace Metarr.Benchmarks.Scale;

/// <summary>What the embedded engine's history tells of the orchestrations that ran.</summary>
/// <param name="Activities">Activities that were scheduled.</param>
/// <param name="Orchestrations">Orchestrations that were started.</param>
/// <param name="Timers">Timers that were created.</param>
/// <param name="Episodes">How often an orchestrator took up what had arrived.</param>
/// <param name="BulkEpisodes">How often that was the orchestrator of a bulk run.</param>
/// <param name="Bytes">The size of the history.</param>
internal sealed record HistoryAudit(int Activities, int Orchestrations, int Timers, int Episodes, int BulkEpisodes, long Bytes)
{
    private const int MagicLength = 8;

    /// <summary>Reads the history below a data folder; the engine may be at work.</summary>
    /// <param name="folder">The data folder of an app.</param>
    public static HistoryAudit Of(string folder)
    {
        var audit = new HistoryAudit(0, 0, 0, 0, 0, 0);
        var bulk = new HashSet<long>();
        foreach (var file in Directory.EnumerateFiles(folder, "history-*.log", SearchOption.AllDirectories))
        {
            var bytes = ReadShared(file);
            audit = Read(bytes, audit with { Bytes = audit.Bytes + bytes.Length }, bulk);
        }

        return audit;
    }

    /// <summary>What came to it since.</summary>
    /// <param name="before">What there was.</param>
    public HistoryAudit Since(HistoryAudit before) => new(
        Activities - before.Activities,
        Orchestrations - before.Orchestrations,
        Timers - before.Timers,
        Episodes - before.Episodes,
        BulkEpisodes - before.BulkEpisodes,
        Bytes - before.Bytes);

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static HistoryAudit Read(ReadOnlySpan<byte> bytes, HistoryAudit audit, HashSet<long> bulk)
    {
        for (var rest = bytes[MagicLength..]; rest.Length > ByteWriter.FrameHeader;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            if (length > rest.Length - ByteWriter.FrameHeader) break;
            var reader = new ByteReader(rest.Slice(ByteWriter.FrameHeader, length));
            while (!reader.AtEnd) audit = audit.And(RecordDecoding.Read(ref reader), bulk);
            rest = rest[(ByteWriter.FrameHeader + length)..];
        }

        return audit;
    }

    private HistoryAudit And(HistoryRecord record, HashSet<long> bulk)
    {
        switch (record)
        {
            case ExecutionCreated created:
                if (created.Name == "EnrichLibrary") bulk.Add(created.Execution);
                return this with { Orchestrations = Orchestrations + 1 };
            case EpisodeCommitted episode:
                return this with
                {
                    Episodes = Episodes + 1,
                    BulkEpisodes = BulkEpisodes + (bulk.Contains(episode.Execution) ? 1 : 0),
                    Activities = Activities + episode.Actions.Count(action => action is ScheduleActivity),
                    Timers = Timers + episode.Actions.Count(action => action is CreateTimer),
                };
            default:
                return this;
        }
    }
}
