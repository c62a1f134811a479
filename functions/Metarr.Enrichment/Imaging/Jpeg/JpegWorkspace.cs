using System.Collections.Concurrent;

namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>The tables and buffers that reading a JPEG needs; they are large, so they are used again.</summary>
internal sealed class JpegWorkspace : IDisposable
{
    private const int TableCount = 4;

    private static readonly ConcurrentBag<JpegWorkspace> Idle = [];

    private JpegWorkspace()
    {
    }

    public HuffmanTable[] DcTables { get; } = MakeAll<HuffmanTable>();

    public HuffmanTable[] AcTables { get; } = MakeAll<HuffmanTable>();

    public SkipTable[] SkipTables { get; } = MakeAll<SkipTable>();

    /// <summary>One for each component of a scan.</summary>
    public BlockStartTable[] StartTables { get; } = MakeAll<BlockStartTable>();

    public EntropyChunk Chunk { get; } = new();

    /// <summary>The DC steps of the quantisation tables; 0 where none is defined.</summary>
    public int[] DcSteps { get; } = new int[TableCount];

    /// <summary>Takes an idle workspace or makes one; disposing hands it back.</summary>
    public static JpegWorkspace Rent()
    {
        if (!Idle.TryTake(out var workspace))
            return new JpegWorkspace();

        Array.Clear(workspace.DcSteps);
        for (var i = 0; i < TableCount; i++)
        {
            workspace.DcTables[i].Undefine();
            workspace.AcTables[i].Undefine();
        }

        return workspace;
    }

    public void Dispose() => Idle.Add(this);

    private static T[] MakeAll<T>() where T : new()
    {
        var all = new T[TableCount];
        for (var i = 0; i < all.Length; i++)
            all[i] = new T();

        return all;
    }
}
