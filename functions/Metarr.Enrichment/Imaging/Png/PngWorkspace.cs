using System.Collections.Concurrent;

namespace Metarr.Enrichment.Imaging.Png;

/// <summary>The inflater that reading a PNG needs; its tables are large, so it is used again.</summary>
internal sealed class PngWorkspace : IDisposable
{
    private static readonly ConcurrentBag<PngWorkspace> Idle = [];

    private PngWorkspace()
    {
    }

    public Inflater Inflater { get; } = new();

    /// <summary>Takes an idle workspace or makes one; disposing hands it back.</summary>
    public static PngWorkspace Rent() => Idle.TryTake(out var workspace) ? workspace : new PngWorkspace();

    public void Dispose()
    {
        Inflater.Close();
        Idle.Add(this);
    }
}
